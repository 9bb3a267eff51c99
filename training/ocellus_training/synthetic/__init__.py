# SPDX-License-Identifier: Apache-2.0
"""Pictures of made people, with exact labels, for views that no collection covers."""

// SPDX-License-Identifier: Apache-2.0
// Run from the root of the repository, because the tests in tests/e2e belong to it: npm run lint.
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["web/dist", "web/node_modules", "web/public", "**/*.js"] },
  {
    files: ["web/**/*.{ts,tsx}", "tests/e2e/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "max-lines": ["error", { max: 400 }],
    },
  },
  { files: ["web/src/**/*.{ts,tsx}"], ...hooks.configs.flat["recommended-latest"] },
);

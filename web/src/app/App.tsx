// SPDX-License-Identifier: Apache-2.0
import { RouterProvider } from "react-router/dom";
import { SessionProvider } from "../session/SessionProvider";
import { router } from "./router";

export function App() {
  return (
    <SessionProvider>
      <RouterProvider router={router} />
    </SessionProvider>
  );
}

// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext } from "react";
import { ApiClient } from "./client";

export const ApiContext = createContext(new ApiClient());

export function useApi(): ApiClient {
  return useContext(ApiContext);
}

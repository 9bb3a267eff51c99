// SPDX-License-Identifier: Apache-2.0

export interface FieldError {
  path: string;
  message: string;
  remedy: string;
}

interface ErrorBody {
  error: { kind: string; message: string; remedy: string; fields?: FieldError[] };
}

/** What the server said, in its words. `status` 0: it could not be reached at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly kind: string;
  readonly remedy: string;
  readonly fields: FieldError[];
  /** Seconds to wait, where the server named them. */
  readonly retryAfter: number | null;

  constructor(status: number, body: ErrorBody["error"], retryAfter: number | null = null) {
    super(body.message);
    this.name = "ApiError";
    this.status = status;
    this.kind = body.kind;
    this.remedy = body.remedy;
    this.fields = body.fields ?? [];
    this.retryAfter = retryAfter;
  }

  static unreachable(): ApiError {
    return new ApiError(0, { kind: "unreachable", message: "", remedy: "" });
  }

  static async of(response: Response): Promise<ApiError> {
    const wait = Number(response.headers.get("Retry-After"));
    const retryAfter = Number.isFinite(wait) && wait > 0 ? wait : null;
    try {
      const body: unknown = await response.json();
      if (isErrorBody(body)) return new ApiError(response.status, body.error, retryAfter);
    } catch {
      // Not our server's words: a proxy's page, perhaps. The status is all there is.
    }
    const message = `${response.status} ${response.statusText}`.trim();
    return new ApiError(response.status, { kind: "unknown", message, remedy: "" }, retryAfter);
  }
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== "object" || body === null || !("error" in body)) return false;
  const error = body.error;
  return typeof error === "object" && error !== null && "message" in error && typeof error.message === "string";
}

export function asApiError(reason: unknown): ApiError {
  if (reason instanceof ApiError) return reason;
  const message = reason instanceof Error ? reason.message : String(reason);
  return new ApiError(0, { kind: "unknown", message, remedy: "" });
}

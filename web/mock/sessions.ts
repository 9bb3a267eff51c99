// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Role } from "../src/api/types.ts";
import { mayAct } from "../src/session/roles.ts";
import { Refusal } from "./http.ts";
import type { Account, State } from "./state.ts";

interface Open {
  account: Account;
  token: string;
}

/** Who is logged in, by cookie; as api.md, "Session". */
export class Sessions {
  private readonly open = new Map<string, Open>();
  private readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

  of(request: IncomingMessage): Open | null {
    const cookie = /ocellus_session=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];
    return cookie === undefined ? null : (this.open.get(cookie) ?? null);
  }

  require(request: IncomingMessage, least: Role): Account {
    const session = this.of(request);
    if (session === null) throw new Refusal(401, "nobody is logged in", "log in first");
    if (request.method !== "GET" && request.headers["x-ocellus-token"] !== session.token) {
      throw new Refusal(403, "the request lacks the token of the session", "reload the page");
    }
    if (!mayAct(session.account.role, least)) {
      throw new Refusal(403, `a ${session.account.role} may not do this`, `ask an ${least}`);
    }
    return session.account;
  }

  start(response: ServerResponse, account: Account): Open {
    const id = randomUUID();
    const session = { account, token: randomUUID() };
    this.open.set(id, session);
    response.setHeader("Set-Cookie", `ocellus_session=${id}; HttpOnly; SameSite=Strict; Path=/`);
    return session;
  }

  end(request: IncomingMessage): void {
    const session = this.of(request);
    for (const [id, one] of this.open) if (one === session) this.open.delete(id);
  }

  login(response: ServerResponse, name: unknown, password: unknown): Open {
    if (this.state.failures >= 5) {
      this.state.failures = 0;
      throw new Refusal(429, "too many wrong passwords", "wait a little");
    }
    const account = this.state.accounts.find((one) => one.name === name && one.password === password);
    if (account === undefined) {
      this.state.failures += 1;
      throw new Refusal(401, "the user name or the password is wrong", "check both; capital letters matter");
    }
    this.state.failures = 0;
    return this.start(response, account);
  }

  answer(session: Open | null): unknown {
    const user = session === null ? null : session.account;
    return {
      setup_required: this.state.accounts.length === 0,
      user: user === null ? null : { name: user.name, role: user.role, language: user.language },
      token: session?.token ?? null,
      version: "0.1.0",
    };
  }
}

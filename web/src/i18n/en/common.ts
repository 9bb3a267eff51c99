// SPDX-License-Identifier: Apache-2.0

export const common = {
  loading: "Loading",
  close: "Close",
  cancel: "Cancel",
  copy: "Copy",
  copied: "Copied",
  copyWhat: "Copy {what}",
  retry: "Try again",
  reload: "Reload the page",
  toLive: "To the live view",
  unreachable: "Ocellus does not answer",
  unreachableRemedy: "Check that it runs and that this device can reach it. The page tries again when you do.",
  retryAfter: "Wait {seconds} s, then try again.",
  notFoundTitle: "There is nothing at this address",
  notFoundText: "It may have been removed, or the address may be mistyped.",
  brokenTitle: "This page failed",
  brokenText: "Reload it. If it fails again, the log of Ocellus says more.",
} as const;

export const nav = {
  name: "Places",
  skip: "Skip to the content",
  live: "Live",
  alarms: "Alarms",
  cameras: "Cameras",
  users: "Users",
  system: "System",
  account: "Account of {name}",
  language: "Language",
  light: "Light colours",
  dark: "Dark colours",
  logOut: "Log out",
} as const;

export const session = {
  loginTitle: "Log in",
  loginText: "To see your cameras.",
  name: "User name",
  password: "Password",
  login: "Log in",
  setupTitle: "Welcome",
  setupText: "Make the first account. It may do everything: add cameras, users and rules.",
  secret: "One-time secret",
  secretHelp: "Ocellus printed it when it started.",
  adminName: "Your user name",
  newPassword: "New password",
  passwordAgain: "The same password again",
  passwordsDiffer: "The two passwords differ.",
  setup: "Make the account",
} as const;

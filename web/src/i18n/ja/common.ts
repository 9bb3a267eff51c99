// SPDX-License-Identifier: Apache-2.0
import type { English } from "../en";
import type { Translation } from "../translate";

export const common: Translation<English["common"]> = {
  loading: "読み込み中",
  close: "閉じる",
  cancel: "キャンセル",
  copy: "コピー",
  copied: "コピーしました",
  copyWhat: "{what} をコピー",
  retry: "再試行",
  reload: "ページを再読み込み",
  toLive: "ライブ画面へ",
  unreachable: "Ocellus が応答しません",
  unreachableRemedy: "Ocellus が動作していて、この端末から接続できることを確認してから、再試行してください。",
  retryAfter: "{seconds} 秒待ってから再試行してください。",
  notFoundTitle: "このアドレスには何もありません",
  notFoundText: "削除されたか、アドレスが間違っている可能性があります。",
  brokenTitle: "ページを表示できませんでした",
  brokenText: "再読み込みしてください。繰り返す場合は Ocellus のログを確認してください。",
};

export const nav: Translation<English["nav"]> = {
  name: "メニュー",
  skip: "本文へ移動",
  live: "ライブ",
  alarms: "アラーム",
  cameras: "カメラ",
  users: "ユーザー",
  system: "システム",
  account: "{name} のアカウント",
  language: "言語",
  light: "明るい配色",
  dark: "暗い配色",
  logOut: "ログアウト",
};

export const session: Translation<English["session"]> = {
  loginTitle: "ログイン",
  loginText: "カメラの映像を見るにはログインしてください。",
  name: "ユーザー名",
  password: "パスワード",
  login: "ログイン",
  setupTitle: "ようこそ",
  setupText: "最初のアカウントを作成します。カメラ、ユーザー、ルールの追加などすべての操作ができます。",
  secret: "ワンタイムシークレット",
  secretHelp: "Ocellus の起動時に表示されています。",
  adminName: "ユーザー名",
  newPassword: "新しいパスワード",
  passwordAgain: "パスワード（確認）",
  passwordsDiffer: "2 つのパスワードが一致しません。",
  setup: "アカウントを作成",
};

// SPDX-License-Identifier: Apache-2.0
import type { English } from "../en";
import type { Translation } from "../translate";

export const common: Translation<English["common"]> = {
  loading: "Cargando",
  close: "Cerrar",
  cancel: "Cancelar",
  copy: "Copiar",
  copied: "Copiado",
  copyWhat: "Copiar {what}",
  retry: "Intentar de nuevo",
  reload: "Recargar la página",
  toLive: "A la vista en directo",
  unreachable: "Ocellus no responde",
  unreachableRemedy: "Compruebe que está en marcha y que este dispositivo llega hasta él. Después, inténtelo de nuevo.",
  retryAfter: "Espere {seconds} s e inténtelo de nuevo.",
  notFoundTitle: "No hay nada en esta dirección",
  notFoundText: "Puede que se haya eliminado o que la dirección esté mal escrita.",
  brokenTitle: "Esta página ha fallado",
  brokenText: "Recárguela. Si vuelve a fallar, el registro de Ocellus dice más.",
};

export const nav: Translation<English["nav"]> = {
  name: "Lugares",
  skip: "Saltar al contenido",
  live: "Directo",
  alarms: "Alarmas",
  cameras: "Cámaras",
  users: "Usuarios",
  system: "Sistema",
  account: "Cuenta de {name}",
  language: "Idioma",
  light: "Colores claros",
  dark: "Colores oscuros",
  logOut: "Cerrar sesión",
};

export const session: Translation<English["session"]> = {
  loginTitle: "Iniciar sesión",
  loginText: "Para ver sus cámaras.",
  name: "Nombre de usuario",
  password: "Contraseña",
  login: "Entrar",
  setupTitle: "Bienvenido",
  setupText: "Cree la primera cuenta. Podrá hacerlo todo: añadir cámaras, usuarios y reglas.",
  secret: "Secreto de un solo uso",
  secretHelp: "Ocellus lo mostró al arrancar.",
  adminName: "Su nombre de usuario",
  newPassword: "Contraseña nueva",
  passwordAgain: "La misma contraseña otra vez",
  passwordsDiffer: "Las dos contraseñas son distintas.",
  setup: "Crear la cuenta",
};

// SPDX-License-Identifier: Apache-2.0
import type { English } from "../en";
import type { Translation } from "../translate";

export const live: Translation<English["live"]> = {
  title: "Directo",
  layout: "Imágenes a la vez",
  page: "Página {page}",
  fullScreen: "Pantalla completa",
  emptyTitle: "Todavía no hay cámaras",
  emptyText: "Añada una cámara con su dirección, usuario y contraseña. Ocellus la prueba y dice lo que ve.",
  askAdmin: "Un administrador puede añadir una o darle permiso para verla.",
  waiting: "Esperando la primera imagen",
  serverLost: "Se ha perdido la conexión con Ocellus",
  serverLostText: "Se está reintentando automáticamente.",
  age: "hace {age}",
  stale: "No es directo: hace {age}",
  ageHelp: "Tiempo desde que la cámara tomó esta imagen",
  alarm: "¡Alarma!",
  objects: "{count} en la imagen",
  objectsHelp: "Objetos distintos en la imagen ahora",
  tracks: "Seguidos: {count}",
  zones: "Áreas",
  countHelp: "Objetos en el área / número a partir del cual corre el temporizador",
  timer: "{timer} de {time} s",
  timerName: "Temporizador de {zone}",
  reset: "Por debajo",
  running: "Temporizador en marcha",
  paused: "Temporizador en pausa",
  crowded: "Más de 40 objetos: los recuentos son menos seguros.",
  tooFew: "¡Demasiado pocos!",
  off: "Desactivada",
  noApp: "Aquí no se cuenta nada",
  noAppText: "Ponga la detección de ocupación en esta cámara: dibuje un área, diga cuántos y durante cuánto tiempo, y recibirá una alarma.",
  addOccupancy: "Contar en esta imagen",
  editZones: "Áreas y ajustes",
};

export const quality: Translation<English["quality"]> = {
  dark: "Demasiado oscura",
  blurred: "Desenfocada",
  over_exposed: "Sobreexpuesta",
  shaking: "Se mueve",
  backlight: "Contraluz",
  frozen: "La imagen está congelada",
  monochrome: "Blanco y negro",
};

export const zones: Translation<English["zones"]> = {
  editor: "Editor de áreas",
  canvas: "Áreas sobre la imagen de {camera}",
  tool: "Herramienta",
  polygon: "Dibujar",
  select: "Modificar",
  undoPoint: "Quitar el último punto",
  removePoint: "Eliminar el punto",
  removeArea: "Eliminar el dibujo",
  points: "{count} de {most} puntos",
  area: "Área {name}: las flechas la mueven, Supr la elimina",
  point: "Punto {number} de {total}: las flechas lo mueven, Supr lo elimina",
  addPoint: "Añadir un punto después del punto {number}",
  helpStart:
    "Haga clic donde empieza el área. Con el teclado: las flechas mueven la cruz (con Mayús, más lejos) y Espacio pone un punto.",
  helpDraw: "Haga clic en las demás esquinas y de nuevo en la primera. Intro cierra, Escape quita el último punto.",
  helpSelect:
    "Arrastre una esquina o el área entera; arrastre la mitad de un borde para añadir una esquina. Tab elige, las flechas mueven un píxel, Supr elimina.",
  helpEmpty: "Esta área no está dibujada. Elija Dibujar.",
  crossing: "Los bordes se cruzarían.",
  full: "Un área tiene como máximo 16 puntos.",
  tooFew: "Un área necesita al menos 3 puntos.",
  tooSmall: "El área es demasiado pequeña para que algo quepa en ella.",
  same: "Ya hay un punto aquí.",
};

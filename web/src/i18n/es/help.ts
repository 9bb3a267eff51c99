// SPDX-License-Identifier: Apache-2.0

/** What the server's schema says in English, by path of the setting. */
export const help: Readonly<Record<string, string>> = {
  "occupancy.object": "Lo que se cuenta: una sola clase a la vez.",
  "occupancy.reference_point": "El punto del recuadro de un objeto que debe estar dentro de un área.",
  "occupancy.zones.name": "Nombre del área, único en la cámara.",
  "occupancy.zones.threshold": "Con este número de objetos o más, corre el temporizador.",
  "occupancy.zones.time": "Cuánto corre el temporizador hasta la alarma.",
  "occupancy.zones.under_occupancy.count": "Menos objetos que este número son demasiado pocos.",
  "occupancy.zones.under_occupancy.time": "Durante cuánto tiempo tiene que haber demasiado pocos.",
  "occupancy.reset_percent":
    "Por debajo de esta parte del umbral, redondeada hacia abajo, el temporizador vuelve a cero; entre ella y el umbral hace una pausa.",
  "occupancy.pause_limit": "Una pausa más larga pone el temporizador a cero.",
  "occupancy.repeat":
    "Mientras dura la alarma, notificar de nuevo cada tiempo del área (periódico), cada tiempo de desactivación (continuo) o no hacerlo (una vez).",
  "occupancy.alarm_deactivation":
    "Ritmo de las alarmas continuas y tiempo mínimo entre dos notificaciones TCP o HTTP de un área; los eventos nunca se retienen.",
  "occupancy.below_threshold":
    "Ya en alarma, seguir notificando mientras el recuento esté por debajo del umbral pero no del recuento de reinicio.",
  "occupancy.alarm_notification": "Desactivada: no se notifica ninguna alarma; las áreas la siguen mostrando.",
  "occupancy.thresholds.head": "Lo seguro que debe estar el detector de una cabeza; más bajo encuentra más y yerra más.",
  "occupancy.thresholds.body": "Lo seguro que debe estar el detector de un cuerpo; más bajo encuentra más y yerra más.",
  "occupancy.thresholds.vehicle": "Coche, autobús, camión.",
  "occupancy.thresholds.bicycle": "Bicicleta, motocicleta.",
  "occupancy.black_and_white.enabled":
    "Usar estos umbrales para personas mientras la imagen no tenga color; se mide, no se configura.",
  "occupancy.min_size.head": "Ancho de una cabeza en una imagen de 1920 de ancho; las más estrechas se ignoran.",
  "occupancy.min_size.body": "Ancho de un cuerpo en una imagen de 1920 de ancho; los más estrechos se ignoran.",
  "occupancy.limit_objects": "Contar como máximo 40 objetos en una imagen, como los productos antiguos.",
  "occupancy.onvif_interval": "Cada cuánto van los recuentos al flujo ONVIF.",
  "occupancy.csv": "Guardar los recuentos también en archivos CSV, en la carpeta counts de la carpeta de datos: dos por día.",
  "occupancy.frame_info": "Poner los recuadros en la información adicional del flujo de vídeo.",
  "occupancy.learned_improvements": "Usar lo aprendido in situ; se guarda hasta que exista esa aplicación.",
  "occupancy.http.address": "Nombre o dirección IP del receptor.",
  "occupancy.http.path": "Ruta a la que se envía (POST).",
  "occupancy.http.ssl": "HTTPS en lugar de HTTP.",
  "occupancy.http.certificate": "Si una autoridad debe avalar el certificado del receptor o vale cualquiera.",
  "occupancy.http.username": "Para Basic o Digest, lo que pida el receptor.",
  "occupancy.http.interval": "Cada cuánto se envían los recuentos.",
  "occupancy.http.counts": "Enviar los recuentos.",
  "occupancy.http.alarms": "Enviar las alarmas en cuanto se producen.",
  "occupancy.mqtt.counts": "Publicar los recuentos.",
  "occupancy.mqtt.alarms": "Publicar las alarmas.",
  "occupancy.mqtt.topic": "Tema en el que se publica; {camera} representa el identificador de la cámara.",
  "occupancy.mqtt.qos": "0: como máximo una vez; 1: al menos una vez; 2: exactamente una vez.",
  "occupancy.mqtt.retain": "El broker guarda el último mensaje para quien llegue después.",
  "occupancy.mqtt.interval": "Cada cuánto se publican los recuentos.",
  "occupancy.tcp_alarm.enabled": "Desactivado: no se avisa a este receptor.",
  "occupancy.tcp_alarm.address": "Nombre o dirección IP del receptor.",
  "occupancy.tcp_alarm.port": "No se aceptan los puertos de servicios conocidos.",
  "occupancy.tcp_alarm.retries":
    "Cuántas veces se reintenta una alarma antes de abandonarla, como hacen las cámaras; vacío: se guarda y se reintenta hasta que el receptor la tenga.",
  "occupancy.http_alarm.enabled": "Desactivado: no se avisa a este receptor.",
  "occupancy.http_alarm.url":
    "Dirección que se consulta (GET) en cada alarma; %alrmsrc2 representa el número de la alarma con dos cifras hexadecimales: las áreas 1 a 4 son 62 a 65. También se rellenan {id}, {camera}, {area}, {name}, {state}, {count}, {threshold} y {time}.",
  "occupancy.http_alarm.body": "Si se indica, se envía a la dirección (POST) con las mismas marcas, cada una como dentro de un texto JSON.",
  "occupancy.http_alarm.certificate":
    "Para https: si una autoridad debe avalar el certificado del receptor o vale cualquiera.",
  "occupancy.http_alarm.username": "Para Basic o Digest, lo que pida el receptor.",
  "broker.url": "mqtt://host:1883, o mqtts://host:8883 para TLS; sin dirección no hay broker.",
  "broker.username": "Usuario en el broker.",
  "broker.client_id": "Nombre en el broker, único allí; si falta, uno al azar.",
  "broker.keep_alive": "Cada cuánto se comprueba la conexión mientras no se envía nada.",
  "broker.home_assistant": "Describir cámaras y áreas a Home Assistant (descubrimiento MQTT).",
  "broker.home_assistant_prefix": "El prefijo de descubrimiento que Home Assistant escucha.",
  "broker.onvif":
    "Publicar recuentos y alarmas también en el JSON de ONVIF; el intervalo ONVIF de cada aplicación dice cada cuánto.",
  "broker.tls.ca":
    "Certificado de la autoridad que avala al broker, en PEM; si falta, las del sistema.",
  "broker.tls.certificate": "Nuestro certificado en PEM, si el broker lo pide.",
  "broker.tls.key": "Su clave en PEM, sin contraseña.",
};

/* Made by make assets from sha256 06a5dc4347549ea1cb69868de08c9ef0f70d583649dd52a9e1e532299abd548c */
import { initAll } from "./govuk-frontend.min.js";

initAll();

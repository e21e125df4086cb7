// The page of a proposal: its words save themselves, its video leaves as soon as it is chosen.

import { Area } from "./area.js";
import { Autosave } from "./autosave.js";
import { offerWays } from "./choosing.js";
import { Draft } from "./draft.js";
import { Poster } from "./poster.js";
import { learn } from "./sentences.js";
import { submitWhenSent } from "./submitting.js";
import { Upload } from "./upload.js";

const form = document.querySelector("form[data-proposal]");
const facts = JSON.parse(document.getElementById("proposal-facts").textContent);
learn(facts.sentences);

const words = form.querySelector("[data-words]");
const status = form.querySelector("[data-said]");
const draft = new Draft({ urls: facts.urls, form });
const autosave = words && new Autosave(form, draft, form.querySelector("[data-saved]"));

const area = new Area(document.querySelector("[data-upload]"));
const poster = new Poster(area, form.elements.poster_moment);
const upload = new Upload({ area, draft, poster, limits: facts.limits, state: facts.state });
offerWays(area, { limit: facts.limits.seconds, choose: (file) => upload.choose(file) });

let leaving = false;
submitWhenSent(form, {
  upload,
  telling: upload.telling,
  status,
  words,
  leave: async () => {
    await autosave?.finish();
    leaving = true;
  },
});

addEventListener("beforeunload", (event) => {
  if (!leaving && (upload.isRunning || autosave?.dirty)) event.preventDefault();
});
// Back from the next page, the browser may show this one as it was left.
addEventListener("pageshow", (event) => event.persisted && location.reload());

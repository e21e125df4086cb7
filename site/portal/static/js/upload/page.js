// The page of a proposal: its words save themselves, its video leaves as soon as it is chosen,
// and its steps follow one another without stopping either.

import { Documents } from "../journey/documents.js";
import { suggestKeywords } from "../journey/keywords.js";
import { Journey } from "../journey/journey.js";
import { hidePlain } from "../journey/plain.js";
import { Area } from "./area.js";
import { Autosave } from "./autosave.js";
import { offerWays } from "./choosing.js";
import { Draft } from "./draft.js";
import { Poster } from "./poster.js";
import { learn } from "./sentences.js";
import { Submitting } from "./submitting.js";
import { Upload } from "./upload.js";

const form = document.querySelector("form[data-proposal]");
const facts = JSON.parse(document.getElementById("proposal-facts").textContent);
learn(facts.sentences);

const status = form.querySelector("[data-said]");
const draft = new Draft({ urls: facts.urls, form });
const autosave = new Autosave(form, draft, form.querySelector("[data-saved]"));

const area = new Area(document.querySelector("[data-upload]"));
const poster = new Poster(area, form.elements.poster_moment);
const upload = new Upload({ area, draft, poster, limits: facts.limits, state: facts.state });
offerWays(area, { limit: facts.limits.seconds, choose: (file) => upload.choose(file) });

let leaving = false;
const leave = async () => {
  await autosave.finish();
  leaving = true;
};
const submitting = new Submitting(form, {
  upload,
  status,
  leave,
  show: (answer) => journey.show(answer),
});
const documents = new Documents(form);
const journey = new Journey(form, { draft, autosave, status, leave, documents, submitting });
journey.dress = () => {
  hidePlain();
  suggestKeywords(form);
};
journey.dress();

addEventListener("beforeunload", (event) => {
  if (!leaving && (upload.isRunning || autosave.dirty)) event.preventDefault();
});
// Back from the next page, the browser may show this one as it was left.
addEventListener("pageshow", (event) => event.persisted && location.reload());

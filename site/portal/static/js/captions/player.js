// The video of the editor: played by its keys, with the captions being made shown on it.

import { escaped } from "./webvtt.js";

const BEFORE_THE_END = 0.05; // seconds: a loop goes back while its caption is still shown

export class Player {
  #loop = null;
  #track = null;

  constructor(video, { onTime, onState, onLength }) {
    this.video = video;
    video.addEventListener("loadedmetadata", () => {
      this.duration ??= video.duration;
      onLength();
    });
    video.addEventListener("timeupdate", () => {
      this.#goBack();
      onTime(this.now);
    });
    for (const name of ["play", "pause", "ended"]) video.addEventListener(name, onState);
  }

  /** Shows a video that is ready; its size and `duration`, in seconds, may be found out later. */
  show({ duration, ...shown }, label) {
    this.duration = duration;
    Object.assign(this.video, shown);
    this.video.hidden = false;
    this.#track = this.video.addTextTrack("captions", label, document.documentElement.lang);
    this.#track.mode = "showing";
  }

  get isHere() {
    return Boolean(this.#track);
  }

  get isPlaying() {
    return this.isHere && !this.video.paused && !this.video.ended;
  }

  /** Where it is, in seconds; undefined while there is no video. */
  get now() {
    return this.isHere ? this.video.currentTime : undefined;
  }

  toggle() {
    if (!this.isHere) return;
    if (this.isPlaying) this.video.pause();
    else this.play();
  }

  play() {
    this.video.play().catch(() => {}); // paused at once, or the file cannot be fetched
  }

  seek(time) {
    if (this.isHere) this.video.currentTime = Math.min(Math.max(0, time), this.duration ?? time);
  }

  by(seconds) {
    this.loop(null);
    this.seek(this.now + seconds);
  }

  speed(rate) {
    this.video.playbackRate = rate;
  }

  /** Plays one caption again and again; null lets the film go on. */
  loop(cue) {
    this.#loop = cue;
    if (!cue || !this.isHere) return;
    this.seek(cue.start);
    this.play();
  }

  get loops() {
    return this.#loop;
  }

  #goBack() {
    if (this.#loop && this.now >= this.#loop.end - BEFORE_THE_END) this.seek(this.#loop.start);
  }

  preview(cues) {
    if (!this.isHere) return;
    for (const shown of [...(this.#track.cues ?? [])]) this.#track.removeCue(shown);
    for (const { start, end, text } of cues) {
      if (text) this.#track.addCue(new VTTCue(start, end, escaped(text)));
    }
  }
}

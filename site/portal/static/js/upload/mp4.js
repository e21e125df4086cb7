// Reads what an MP4 or MOV holds, also when the browser cannot play it (HEVC of telephones).

const PIECE = 512 * 1024; // bytes
const MOST = 64 * 1024 * 1024; // bytes read: a description is never so long, nor so far

/** Resolves to { duration, width, height, hasSound, hasPicture }; null when it cannot tell.
 *  `cut` is set when the file ends before its description: it was cut while it was copied. */
export async function readMp4(file) {
  const { createFile } = await import("../../vendor/mp4box/mp4box.all.js");
  const reader = createFile();
  let movie = null;
  let lost = false;
  reader.onReady = (description) => (movie = description);
  reader.onError = () => (lost = true);
  try {
    for (let at = 0, read = 0; at < file.size && !movie && !lost; read += PIECE) {
      if (read > MOST) return null;
      const piece = await file.slice(at, at + PIECE).arrayBuffer();
      piece.fileStart = at;
      const next = reader.appendBuffer(piece); // it leaps over the pictures and sounds
      at = next > at ? next : at + piece.byteLength;
    }
  } catch {
    return null;
  }
  if (lost) return null;
  return movie ? describe(movie) : { cut: true };
}

function describe(movie) {
  const picture = movie.tracks.find((track) => track.type === "video");
  // Where pieces follow one another, only playing them tells how long they last together.
  const length = movie.isFragmented ? 0 : movie.duration / movie.timescale;
  const sideways = picture && Math.abs(picture.matrix?.[1] ?? 0) > 1;
  const size = picture ? [picture.track_width, picture.track_height] : [0, 0];
  if (sideways) size.reverse();
  return {
    duration: length > 0 ? length : null,
    width: Math.round(size[0]),
    height: Math.round(size[1]),
    hasSound: movie.tracks.some((track) => track.type === "audio"),
    hasPicture: Boolean(picture),
  };
}

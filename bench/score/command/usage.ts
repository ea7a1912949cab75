/** What `npm run score -- --help` prints. */
export const usage = `Scores face photos with the app's own engine, in a headless Chromium.

Usage: npm run score -- INPUT... [OPTION]...
       npm run score -- --list FILE|- [OPTION]...

  INPUT      a photo; a folder, with every picture below it but in hidden folders; a ZIP or a tar, such as a shard of a
             WebDataset. Paths are from where you stand. Links are followed once; what is skipped is counted by reason
  --list     has the names of inputs in a file, or - for stdin: one a line, or a NUL after each (find -print0)

What is scored
  --stability  p24 (the default): 24 misaligned crops and the other procedures, as in the app; p6: six misaligned crops;
               none: the score alone
  --models     both (the default), or student: without its baseline
  --model      has another released student score: plumb-s
  --backend    auto (the default) takes the faster of webgpu and wasm, or forces one
  --jobs       photos at a time, each in a browser of its own; by default as many as cores and free memory carry

Where the results go; a table goes to stdout (with npm run --silent, nothing else does), progress to stderr
  --csv        a row a face and model
  --ndjson     a line a photo, with everything; what --resume goes on from
  --parquet    the rows of the CSV
  --json       the result record, which npm run rescore reads
  --save-crops  a folder for each face as a PNG of 112 × 112, cut again by what the student found
  --resume     goes on: photos in the NDJSON, by name, size and time, are not scored again

A file is written beside its place, as FILE.part, and moved there when the run is whole. Ctrl+C leaves every finished result
in FILE.part, valid. A file that this command did not write is never replaced.

Exit code: 0 all scored, 1 some failed, 2 wrong usage, 130 stopped by Ctrl+C, 143 by SIGTERM.

Example: npm run score -- e2e/photos --csv scores.csv
`

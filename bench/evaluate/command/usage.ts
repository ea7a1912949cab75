import { conditions, defaultConditions } from '../inputs/conditions.ts'
import { usualMethods } from '../open-evaluation.ts'

/** What `npm run evaluate -- --help` prints. */
export const usage = `Measures how well scores tell which faces a recogniser gets wrong, with crops aligned well and badly.

Usage: npm run evaluate -- --data DIR... --out FILE.json [OPTION]...
       npm run evaluate -- --groups DIR --out FILE.json
       npm run evaluate -- --data DIR... --crops DIR [--sets IDS] [--conditions IDS]

  --data DIR         a folder of faces, may be repeated: images/ with pairs.txt or pairs.csv, images/ with identities.csv, or
                     a folder a person. Without a landmarks.csv the app's own engine finds the faces, in a headless Chromium.
                     Its sets: NAME, as it is; NAME-d, a seeded half degraded; and where it lists pairs, NAME-xq-synthetic
                     and NAME-xq-unseen, one side of each pair degraded, in ways that training knows or in others
  --out FILE         where the figures go, as JSON; a table goes to stdout, progress to stderr
  --crops DIR        measures nothing, but writes the crops that would be scored, for methods that Plumb cannot run:
                     DIR/SET/CONDITION.npy, uint8 [n, 112, 112, 3], RGB, and DIR/SET/files.txt, the n images' names;
                     where CONDITION.missing.txt names an image, zeros stand for its crop. Scores come back by --scores
  --groups DIR       images with labels of people: how the released models score each group of them; may be repeated. Labels
                     are in groups.csv, with the columns file, group, value, or in the names: AGE_SEX_ETHNICITY_…, as in
                     UTKFace. Without --data, the groups in FILE are made anew, and its other figures stay
  --sets IDS         by default all
  --conditions IDS   how crops are aligned, by default ${defaultConditions.join(', ')}
  --methods IDS      what scores; by default the released models, ${usualMethods.join(', ')},
                     and every --model and --scores
  --judges IDS       recognisers that compare the faces, by default all that are there
  --model FILE.onnx[:PRESET]   a quality model of your own, may be repeated
  --judge FILE.onnx[:PRESET]   a recogniser of your own, may be repeated; it judges, and its embedding's length scores
  --scores NAME=FILE           scores by any method, may be repeated: lines of a path and a score, OFIQ's CSV or Plumb's CSV
                     or JSON, for every condition and degradation alike; or a CSV with the columns condition, file, score,
                     and with set, which says for which set, and so for which degradation, a score holds
  --mender FILE.onnx           whose output alignment [n, 2, 3] mends crops; by default the first student that has one
  --agreed           each undegraded set again, as NAME-agreed, without the faces on which the set's landmarks and
                     MediaPipe's are apart by more than 10% of the inter-eye distance; takes a headless Chromium
  --sweeps           also how median scores go over the Lab's rotations, ±45°, and scales, 0.6 to 1.6
  --models DIR       models of others, by default models/ in $PLUMB_DATA or else in ../shared
  --cache DIR        keeps all that was measured, by default .cache/evaluate; it is not measured again
  --full             every condition and method, --agreed and --sweeps, mended crops by every judge on every set, and
                     stability over every image, not 500 of each set; takes hours
  --replicates N     of the bootstrap over persons behind every interval, by default 1000
  --manifest FILE    makes the released models' scales anew, from LFW-D, and writes them into this manifest.json

IDS have commas between them; "all" is every one.

Methods, where their files are there:
  plumb-m, plumb-m-baseline        the released models, in public/models
  lightqnet-dm100, deepcam-fqa     quality models of others, in --models
  RECOGNISER-length                how long a recogniser's embedding is, before it is made 1
  laplacian, sharpness, brightness  of the crop
  face-size, detector, random      of the image: pixels between the eyes, the detector's score, chance
Judges:
  edgeface-xs                      another architecture, in no label and no training; its own crops are moved, too
  mobilefacenet-npm                whom the students learned from; fetched from npm once
  mobilefacenet-y1, mobilefacenet-paddle   took part in the students' label
Conditions:
  ${conditions
    .filter(({ landmarks }) => landmarks === 'set')
    .map(({ id }) => id)
    .join(', ')
    .replace(/(.{90,110}), /g, '$1,\n  ')}
  and, after MediaPipe's landmarks instead of the set's, which takes a headless Chromium:
  ${conditions
    .filter(({ landmarks }) => landmarks === 'mediapipe')
    .map(({ id }) => id)
    .join(', ')
    .replace(/(.{90,110}), /g, '$1,\n  ')}
Presets, which say how pixels are prepared: arcface (the default), arcface-128, magface, lightqnet, imagenet, none.

Exit code: 0 all done, 1 images failed or are not there, or nothing could be figured, 2 wrong usage, 130 stopped by Ctrl+C. What was
measured is kept: the same command goes on from there.

Example: npm run evaluate -- --data bench/evaluate/fixtures/drawn --out figures.json
`

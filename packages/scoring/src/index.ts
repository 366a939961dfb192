export { isRight } from './compare.ts'
export { crossCalibrated, fitCalibration, type WeightOf } from './fit-calibration.ts'
export { fitRanker, type StudiedDocument } from './fit-ranker.ts'
export {
  type DocumentScore,
  type FieldScore,
  type Prediction,
  reviewCurve,
  type Summary,
  scoreDocument,
  summarise,
} from './score.ts'
export { addScores, ratesOf } from './score-lines.ts'
export { type Tally, tally } from './statistics.ts'
export { Truth } from './truth.ts'

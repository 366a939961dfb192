import type { DeploymentReason, TrainingStatus } from '@invoice-ml/contracts'

const states: Record<TrainingStatus, string> = {
  preparing: 'préparation',
  training: 'apprentissage',
  evaluating: 'évaluation',
  shadowing: 'lecture dans l’ombre',
  deployed: 'en service',
  rejected: 'écarté',
  failed: 'échec',
}

const deploymentReasons: Record<DeploymentReason, string> = {
  initial: 'premier modèle',
  activated: 'choisi à la main',
  reloaded: 'rechargé',
  trained: 'entraîné',
  rolled_back: 'retour en arrière',
}

/** Who decides without an API key. */
const actors: Record<string, string> = {
  loopback: 'cette machine, sans clé',
  platform: 'la plateforme',
  'retrain-scheduler': 'la plateforme',
}

export const models = {
  title: 'Modèles',
  versions: 'Versions',
  serving: 'en service',
  activate: 'Mettre en service',
  activateSure: (version: string) =>
    `Les prochains documents seront lus par ${version}. On peut revenir en arrière de la même façon.`,
  activated: 'Modèle mis en service',
  reload: 'Recharger le modèle',
  trainings: 'Entraînements',
  train: 'Lancer un entraînement',
  noTrainings: 'Aucun entraînement pour l’instant.',
  history: 'Historique des mises en service',
  noHistory: 'Aucune mise en service pour l’instant.',
  comparison: 'Champion et challenger',
  calibration: 'Courbe de calibration',
  calibrationHint:
    'Sur les documents corrigés : la confiance annoncée, et la part qui était juste.',
  calibrationOf: (documents: number) => `(${documents} document${documents === 1 ? '' : 's'})`,
  noCalibration: 'Pas encore : elle vient avec les premiers documents corrigés ou confirmés.',
  predicted: 'Annoncée',
  observed: 'Juste',
  honest: 'Honnête',
  realPages: 'Pages réelles',
  generatedPages: 'Pages dessinées',
  precisionHint:
    'Pages réelles, pages dessinées : combien le détecteur trouve juste sur des pages qu’il n’a pas apprises (mAP50, 100 % au mieux).',
  champion: 'Champion',
  challenger: 'Challenger',
  version: 'Version',
  states,
  epoch: (epoch: number, epochs: number, left: string) =>
    `passe ${epoch} sur ${epochs}, encore ${left}`,
  deploymentReasons,
  size: 'Taille',
  difference: (points: string, low: string, high: string) =>
    `${points} points d’écart (entre ${low} et ${high}, 9 fois sur 10)`,
  compared: (documents: number, suppliers: number) =>
    `Comparés sur ${documents} documents de ${suppliers} fournisseurs`,
  keyFields: 'Champs clés',
  allFields: 'Tous les champs',
  noComparison: 'Pas encore de comparaison : elle vient avec le premier entraînement.',
  trainedAt: 'Entraîné le',
  since: 'Depuis',
  reason: 'Pourquoi',
  who: 'Qui',
  actors,
}

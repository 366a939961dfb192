export const nav = {
  overview: 'Vue d’ensemble',
  documents: 'Documents',
  review: 'Relecture',
  models: 'Modèles',
  webhooks: 'Webhooks et clés',
}

export const common = {
  loading: 'Chargement…',
  retry: 'Réessayer',
  cancel: 'Annuler',
  close: 'Fermer',
  delete: 'Supprimer',
  copy: 'Copier',
  copied: 'Copié',
  more: 'Charger la suite',
  failed: 'Cela n’a pas marché',
  detail: 'Détail, en anglais :',
  notAllowed: 'Votre clé ne permet pas de voir cette page.',
  notThere: 'Cette plateforme ne sert pas encore cette fonction.',
  broken: 'Cette page ne s’affiche pas',
  brokenHint:
    'Une nouvelle version a sans doute été installée depuis que cette page est ouverte : rechargez-la.',
  reload: 'Recharger',
  pageNotFound: 'Il n’y a pas de page à cette adresse.',
}

export const session = {
  title: 'Connexion',
  intro:
    'Entrez une clé d’API. Elle reste dans un cookie chiffré de ce navigateur, jusqu’à douze heures après votre dernier passage.',
  ended: 'Votre session est terminée',
  endedHint: 'Entrez votre clé d’API pour continuer : ce que vous avez tapé est toujours là.',
  keyNeeded:
    'Une première clé d’API existe maintenant : entrez-en une pour continuer. Tout reste comme vous l’avez laissé.',
  key: 'Clé d’API',
  signIn: 'Se connecter',
  signOut: 'Se déconnecter',
  refused: 'Cette clé est inconnue, expirée ou révoquée.',
}

import type { ProblemCode } from '@invoice-ml/contracts'

/** What to do about a problem, by its code. */
export const advice: Record<ProblemCode, string> = {
  'file-empty': 'Le fichier est vide : vérifiez l’original, puis déposez-le à nouveau.',
  'file-corrupt': 'Le fichier est abîmé : exportez-le ou numérisez-le à nouveau.',
  'document-encrypted': 'Le PDF est protégé : retirez le mot de passe, puis déposez-le à nouveau.',
  'unsupported-media-type':
    'Déposez un PDF, une image (JPEG, PNG, TIFF, WebP) ou un XML UBL ou CII.',
  'file-too-large': 'Le fichier est trop lourd : réduisez-le ou séparez-le.',
  'too-many-pages': 'Le document a trop de pages : séparez-le.',
  'image-too-large': 'L’image a trop de pixels : numérisez à 200 ou 300 ppp.',
  'document-unreadable':
    'La lecture a dépassé ses limites : imprimez le document en PDF, puis déposez-le.',
  'no-page-selected': 'Aucune page n’est choisie.',
  'file-erased': 'Le fichier n’est plus conservé ; le résultat reste.',
  unauthenticated: 'Connectez-vous.',
  forbidden: 'Il faut une clé qui le permet : demandez-la à l’exploitant.',
  'rate-limited': 'Trop de demandes à la fois : réessayez dans une minute.',
  overloaded: 'La plateforme a trop à faire : réessayez dans un instant.',
  'service-unavailable': 'Une partie de la plateforme ne répond pas : réessayez dans un instant.',
  'internal-error': 'Ce n’est pas votre faute : réessayez, puis prévenez l’exploitant.',
  'invalid-request': 'Une valeur n’a pas la forme attendue : corrigez ce qui est signalé.',
  'job-not-found': 'Ce document n’existe plus.',
  'job-not-completed': 'Ce document n’est pas lu : attendez son résultat.',
  'export-incomplete': 'Corrigez d’abord ce qui manque.',
  'webhook-address-refused': 'L’adresse est refusée : prenez une adresse https publique.',
  'last-admin-key': 'C’est la dernière clé d’administration : créez-en une autre d’abord.',
  'first-api-key':
    'La première clé se crée dans le terminal : npm run api-key -- create --name NOM --scopes admin',
  'file-missing': 'Aucun fichier n’est arrivé : déposez-le à nouveau.',
  'not-found': 'Rechargez cette page ; si cela persiste, il faut une version plus récente.',
  'api-key-not-found': 'Cette clé n’existe plus, ou est déjà révoquée.',
  'webhook-not-found': 'Cette adresse n’existe plus.',
  'delivery-not-found': 'Cette livraison n’est plus conservée.',
  'batch-not-found': 'Ce lot n’existe plus.',
  'model-not-found': 'Ce modèle n’est plus dans le dossier des modèles.',
  'training-not-found': 'Cet entraînement n’existe pas.',
  'page-not-found': 'Ce document n’a pas cette page.',
  'method-not-allowed': 'Cette page et la plateforme ne sont pas de la même version : rechargez.',
  'request-timeout': 'L’envoi a pris trop de temps : réessayez avec une connexion plus rapide.',
  'feedback-off': 'L’envoi à Label Studio est arrêté par l’exploitant.',
  'training-running': 'Un entraînement est en cours : attendez sa fin.',
  'nothing-annotated': 'Il n’y a rien à apprendre : corrigez d’abord des documents.',
  'no-trainer': 'Aucun entraîneur n’est installé : voyez docs/learning.md avec l’exploitant.',
  'workers-silent':
    'Rien n’a changé : tous les lecteurs n’ont pas essayé le modèle à temps. Réessayez.',
  'workers-behind':
    'Le modèle est en service, mais des lecteurs ne l’ont pas encore pris : ils essaient encore.',
  'webhook-disabled': 'L’adresse est arrêtée : reprenez-la d’abord.',
  'webhook-is-fixed':
    'Cette entrée vaut pour toutes les adresses callback_url : on peut seulement l’arrêter.',
  'too-many-webhooks': 'Il y a trop d’adresses : supprimez celles qui ne servent plus.',
  'request-too-large': 'C’est trop à la fois : envoyez-en moins.',
  'too-many-files': 'Il y a trop de fichiers à la fois : déposez-les en plusieurs lots.',
  'archive-unreadable': 'Le ZIP est illisible : refaites-le, sans mot de passe.',
  'model-unusable': 'Rien n’a changé : ce modèle ne peut pas servir.',
  'idempotency-mismatch': 'Un autre envoi portait la même clé : déposez les fichiers à nouveau.',
  'training-failed':
    'L’entraînement a échoué ; le modèle en service reste. Le journal dit pourquoi.',
  'label-studio-refused':
    'Label Studio ne prend pas le document : réessayez, puis prévenez l’exploitant.',
}

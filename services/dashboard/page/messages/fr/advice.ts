/** What to do about a problem of a file, by its code. */
export const advice: Record<string, string> = {
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
  unauthenticated: 'Connectez-vous à nouveau.',
  forbidden: 'Votre clé ne le permet pas.',
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
}

/**
 * What the platform says in English, and the same in French: why a model serves or not, what an export lacks, why nothing is sent
 * to an address. `$1` is a name, a number or a time of the sentence.
 */
export const sentences: [english: RegExp, french: string][] = [
  [/^is missing$/, 'manque'],
  [/^are missing$/, 'manquent'],
  [/^is missing, and so are (\w+) and (\w+)$/, 'manque, comme « $1 » et « $2 »'],
  [/^is missing, and so is (\w+)$/, 'manque, comme « $1 »'],
  [/^is (\S+), not (-?\d\S*)$/, '$1 au lieu de $2'],
  [/^is (\S+), not (\w+) without (\w+)$/, '$1, et non « $2 » moins « $3 »'],
  [/^lacks a rate, a base or an amount$/, 'il y manque un taux, une base ou un montant'],
  [/^does not add up to (\w+) and (\w+)$/, 'ne donne pas « $1 » et « $2 »'],
  [
    /^add up to (\S+), which (\w+) and (\w+) do not lead from to the (\S+) that are taxed, rate by rate$/,
    'leur somme est $1 ; « $2 » et « $3 » ne mènent pas aux $4 taxés, taux par taux',
  ],
  [/^does not say the country of the supplier$/, 'ne dit pas le pays du fournisseur'],
  [/^(\w+) is given twice$/, '« $1 » est donné deux fois'],
  [
    /^key fields: (\S+) % after (\S+) %, (\S+) points better \(sure to (\S+) %\)$/,
    'champs clés : $1 % contre $2 % auparavant, soit $3 points de mieux (sûr à $4 %)',
  ],
  [
    /^key fields are (\S+) F1 points better; (\S+) are asked for \((\S+)\)$/,
    'les champs clés gagnent $1 points de F1 ; il en faut $2 ($3)',
  ],
  [
    /^that key fields are better at all is sure to (\S+) %; (\S+) % are asked for \((\S+)\)$/,
    'il est sûr à $1 % que les champs clés gagnent ; il faut $2 % ($3)',
  ],
  [/^(\w+) falls to (\S+) % F1, below (\S+) %$/, '« $1 » tombe à $2 % de F1, sous $3 %'],
  [
    /^on drawn pages it loses (\S+) points of mean average precision; (\S+) are allowed \((\S+)\)$/,
    'sur les pages dessinées, il perd $1 points de précision moyenne ; $2 sont permis ($3)',
  ],
  [
    /^a document takes (\d+) ms, (\d+) ms before \((\S+)\)$/,
    'un document prend $1 ms, contre $2 ms auparavant ($3)',
  ],
  [
    /^only (\d+) documents of suppliers held out were read by both models; (\d+) are needed to judge$/,
    '$1 documents seulement, de fournisseurs mis de côté, ont été lus par les deux modèles ; il en faut $2 pour juger',
  ],
  [
    /^only (\d+) annotated documents are of suppliers held out; (\d+) are needed to judge \((\S+)\)$/,
    '$1 documents annotés seulement sont de fournisseurs mis de côté ; il en faut $2 pour juger ($3)',
  ],
  [
    /^the files of (\d+) more of them are erased \((\S+)\)$/,
    'les fichiers de $1 autres sont effacés ($2)',
  ],
  [
    /^(\S+) was not made by the trainer, which can only go on from its own models$/,
    '$1 ne vient pas de l’entraîneur, qui ne part que de ses propres modèles',
  ],
  [
    /^no annotated document of a supplier that may be learned from is kept: /,
    'aucun document annoté d’un fournisseur dont on peut apprendre n’est gardé',
  ],
  [
    /^(\S+) % of the documents were reviewed, (\S+) % before$/,
    '$1 % des documents ont été relus, contre $2 % auparavant',
  ],
  [
    /^(\S+) % of the documents were corrected, (\S+) % before$/,
    '$1 % des documents ont été corrigés, contre $2 % auparavant',
  ],
  [
    /^in (\d+) hours it read no document of real traffic \((\S+)\)$/,
    'en $1 heures, il n’a lu aucun document du trafic réel ($2)',
  ],
  [
    /^in real traffic both models say the same in (\S+) % of (\d+) documents; (\S+) % are asked for \((\S+)\)$/,
    'sur le trafic réel, les deux modèles disent la même chose pour $1 % de $2 documents ; il faut $3 % ($4)',
  ],
  [/^(\S+) serves by now, not (\S+)$/, '$1 est en service entre-temps, et non $2'],
  [/^Every attempt has failed since (\S+)$/, 'Chaque essai échoue depuis le $1'],
  [/^The operator has stopped it$/, 'L’exploitant l’a arrêtée'],
  [
    /^It answered 410 Gone: it wants nothing more$/,
    'Elle a répondu 410 Gone : elle ne veut plus rien recevoir',
  ],
  [/^No answer within (\S+) s$/, 'Pas de réponse en $1 s'],
]

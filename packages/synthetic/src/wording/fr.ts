import { parsePhrases } from './phrases.ts'

export const fr = parsePhrases(
  `invoice: FACTURE|Facture|FACTURE|Facture de vente|FACTURE ACQUITTÉE|Note d’honoraires|Facture client
creditNote: AVOIR|Avoir|Facture d’avoir|NOTE DE CRÉDIT|Note de crédit
receipt: TICKET|Ticket de caisse|REÇU|Facturette
number: Facture n°|N° facture|N° de facture|Numéro de facture|Numéro|Facture N°|Réf. facture|N°|Facture no.|Numéro facture|Référence facture|Pièce n°|Document n°
creditNumber: Avoir n°|N° avoir|Numéro d’avoir|Note de crédit n°|N°
date: Date|Date de facture|Date facture|Date d’émission|Émise le|Le|Date de facturation|Facturé le|Date d’édition|Date document|Date pièce|Fait le|En date du
dueDate: Échéance|Date d’échéance|À payer avant le|Date limite de paiement|À régler avant le|Échéance le|Payable le|Date de règlement|À régler pour le|Date échéance|Règlement avant le
order: N° de commande|Commande n°|Votre commande|Bon de commande|Réf. commande|V/Réf.|Numéro de commande|N° commande client|Commande|Vos références|Votre référence|N° BC
orderDate: Date de commande|Commande du|Commandé le
deliveryDate: Date de livraison|Livré le|Livraison du|Date de prestation|Date d’exécution|Livraison le|Date livraison
customerNumber: N° client|Code client|Numéro de client|Client n°|Réf. client|Compte client|Votre n° client|Référence client
period: Période|Période de facturation|Période facturée|Prestations du|Période du|Facturation du
periodStart: Du|Début de période|Période du|Début
periodEnd: au|Fin de période|Au|Fin
currency: Devise|Monnaie|Devise de facturation|Montants en
supplier: Émetteur|De|Vendeur|Fournisseur|Émise par|Prestataire|Vos coordonnées fournisseur
client: Client|Facturé à|Adresse de facturation|À l’attention de|Destinataire|Adressé à|Acheteur|Facturer à|Pour|Nom et adresse du client|À
delivery: Adresse de livraison|Livré à|Livraison|Lieu de livraison|Chantier|Expédié à
reference: Réf.|Référence|Code|Article|Code article|N°|Réf
description: Désignation|Description|Libellé|Prestation|Détail|Nature|Désignation des produits|Produit|Intitulé|Désignation et référence
quantity: Qté|Quantité|Qte|Nombre|Quant.|Nb
unit: Unité|U|Un.|Unit
unitPrice: PU HT|Prix unitaire HT|P.U. HT|Prix unitaire|PU|P.U.|Px unitaire|Tarif HT|Prix U. HT|Prix HT
vatRate: TVA|% TVA|Taux TVA|TVA %|Tx TVA|T.V.A.
lineDiscount: Remise|Rem. %|Rem|Remise %
amount: Montant HT|Total HT|Montant|Total|Total ligne|Mt HT|Prix total HT|Montant H.T.
amountGross: Total TTC|Montant TTC|TTC
subtotal: Sous-total|Sous-total HT|Total lignes HT|Montant brut HT|Total brut|Sous-total (HT)
discount: Remise|Remise globale|Remise commerciale|Escompte|Rabais|Remise exceptionnelle
shipping: Frais de port|Port|Frais de livraison|Livraison|Transport|Frais d’expédition|Port et emballage|Frais d’envoi
net: Total HT|Montant HT|Total hors taxes|Total H.T.|Net HT|Base HT|Montant total HT|Total HT net|Total Net HT|Montant Hors Taxe|Prix HT|Sous-total HT
vat: TVA|TVA à|Montant TVA|T.V.A.|Total TVA|Taxe|TVA
vatTotal: Total TVA|Montant TVA|TVA|Montant de la TVA|T.V.A.|Total T.V.A.|Total taxes
gross: Total TTC|Montant TTC|Total T.T.C.|TOTAL TTC|Total toutes taxes comprises|Montant total TTC|TTC|Total à payer TTC|Total général|Prix TTC|Montant total
deposit: Acompte|Acompte versé|Déjà réglé|Acompte reçu|Acomptes|Déjà payé|Montant réglé|Acompte déduit
payable: Net à payer|NET À PAYER|Reste à payer|Solde à payer|Montant dû|Total à payer|Reste dû|Net à régler|À payer
carriedForward: À reporter|Total à reporter|Report page suivante|Sous-total à reporter
broughtForward: Report|Report page précédente|Total reporté
base: Base HT|Base|Montant HT|Base imposable|Assiette
rate: Taux|% TVA|Taux TVA|Code TVA
paymentTerms: Conditions de paiement|Conditions de règlement|Modalités de paiement|Règlement|Paiement|Conditions|Mode de règlement
terms: {days} jours net|Paiement à {days} jours|{days} jours fin de mois|À réception de facture|Paiement à réception|Payable sous {days} jours|À {days} jours date de facture|Comptant|{days} jours fin de mois le 10|Virement à {days} jours|Paiement comptant à réception
paymentMethod: Mode de paiement|Moyen de paiement|Réglé par|Règlement par
method: Virement|Chèque|Carte bancaire|Prélèvement|Virement bancaire|Espèces|CB
bank: Coordonnées bancaires|RIB|Banque|Domiciliation bancaire|Compte à créditer|Nos coordonnées bancaires
vatNumber: N° TVA|TVA intracommunautaire|N° TVA intracom.|N° TVA Intracommunautaire|TVA|Identifiant TVA|TVA Intra|N° de TVA|Id. TVA
phone: Tél.|Tél|Téléphone|Tel
fax: Fax|Télécopie
capital: au capital de {amount}|Capital social {amount}|Capital : {amount}
page: Page {page}/{pages}|Page {page} sur {pages}|{page}/{pages}|Page n° {page}
thanks: Merci de votre confiance.|Nous vous remercions de votre commande.|Merci de votre visite, à bientôt !|En vous remerciant de votre confiance, nous vous prions d’agréer nos salutations distinguées.|Cordialement
legal: En cas de retard de paiement, une pénalité égale à 3 fois le taux d’intérêt légal sera exigible, ainsi qu’une indemnité forfaitaire pour frais de recouvrement de 40 €.|Pas d’escompte pour paiement anticipé. Indemnité forfaitaire de 40 € en cas de retard (art. L441-10 du code de commerce).|Clause de réserve de propriété : les marchandises restent notre propriété jusqu’au paiement intégral (loi 80-335 du 12/05/1980).|TVA acquittée sur les débits. Taux de pénalité : 12,00 % l’an.|Tout litige relève du tribunal de commerce de notre siège.
contact: Contact|Suivi par|Votre interlocuteur|Affaire suivie par|Vendeur
factor: Créance cédée à la société {name} : pour être libératoire, votre paiement doit être effectué à son ordre sur le compte|Règlement à l’ordre de {name}, affactureur, subrogé dans nos droits
exempt: TVA non applicable, art. 293 B du CGI|Exonération de TVA, article 262 ter I du CGI|Autoliquidation
cash: Espèces|CB|Carte|Reçu
change: Rendu|À rendre|Monnaie
cashier: Caissier|Vendeur|Servi par|Caisse
deliveryNote: Bon de livraison|N° BL|BL n°
paidStamp: PAYÉ|ACQUITTÉ|DUPLICATA|COPIE|RÉGLÉ
units: h|u|j|pce|kg|m²|forfait|mois|m|lot
name: Nom|Dénomination|Raison sociale|Société
street: Adresse|Rue|Voie
postcode: Code postal|CP
city: Ville|Commune|Localité
country: Pays
email: E-mail|Courriel|Email|Mail
instalments: Échéancier|Échéances|Règlement en plusieurs fois
slip: Talon à joindre à votre règlement|Partie à détacher et à retourner avec votre paiement|Papillon de paiement
pleasePay: Merci de régler la somme de {amount} avant le {date}|Nous vous prions de bien vouloir régler {amount} pour le {date}|Montant de {amount} à régler au plus tard le {date}
intro: Veuillez trouver ci-dessous le détail de nos prestations.|Suite à votre commande, nous vous facturons les éléments suivants :|Madame, Monsieur, nous avons l’honneur de vous adresser notre facture relative au devis D-2031 du 03/02.|Objet : travaux réalisés sur le site de la zone industrielle
quote: Devis n°|N° devis|Contrat n°|N° affaire|Dossier
total: TOTAL|Total|TOTAL TTC|A PAYER|Montant`,
  'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre',
  'Prestation de conseil|Développement d’un site internet|Maintenance annuelle du serveur|Support mensuel|Papier A4 80 g, ramette de 500|Cartouche d’encre noire|Fauteuil de bureau ergonomique|Câble réseau RJ45 cat. 6|Pose de carrelage|Main d’œuvre|Fourniture et pose d’une porte|Location de matériel|Formation sur site|Transport et livraison|Hébergement web|Licence logicielle 12 mois|Nettoyage des locaux|Création de logo|Vis inox 4x40, boîte de 200|Peinture acrylique mate blanche 10 L|Abonnement téléphonique|Remplacement du disjoncteur|Café en grains 1 kg|Traduction français-anglais|Étude technique|Déplacement|Assistance technique|Écran 27 pouces|Clavier sans fil|Repas du midi',
)

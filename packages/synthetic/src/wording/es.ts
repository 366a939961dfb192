import { parsePhrases } from './phrases.ts'

export const es = parsePhrases(
  `invoice: FACTURA|Factura|Factura de venta|FACTURA SIMPLIFICADA
creditNote: FACTURA RECTIFICATIVA|Abono|Nota de crédito|NOTA DE ABONO|Factura rectificativa
receipt: TICKET|Recibo|Factura simplificada|FACTURA SIMPLIFICADA
number: Nº de factura|Factura nº|Número de factura|N.º factura|Nº factura|Número|Factura|Núm. factura|Nº|Núm.
creditNumber: Abono nº|Nº de abono|Número
date: Fecha|Fecha de factura|Fecha de emisión|Fecha factura|Emitida el|Fecha de expedición
dueDate: Vencimiento|Fecha de vencimiento|Vence el|Fecha límite de pago|Fecha vencimiento|Pagar antes del
order: Nº de pedido|Pedido|Su pedido|Número de pedido|Orden de compra|Su referencia|Ref. pedido|Pedido nº
orderDate: Fecha de pedido|Fecha pedido|Pedido del
deliveryDate: Fecha de entrega|Entregado el|Fecha de la prestación|Fecha operación|Fecha entrega
customerNumber: Nº cliente|Código cliente|Número de cliente|Cód. cliente|Cliente nº
period: Periodo|Periodo de facturación|Período facturado|Servicios del
periodStart: Desde|Del|Inicio|Desde el
periodEnd: hasta|al|Fin|hasta el
currency: Moneda|Divisa|Importes en
supplier: Emisor|De|Proveedor|Vendedor|Datos del emisor
client: Cliente|Facturar a|Datos del cliente|Destinatario|Para|Facturado a|Dirección de facturación
delivery: Dirección de entrega|Enviar a|Entregar en|Dirección de envío
reference: Ref.|Código|Artículo|Referencia|Cód.
description: Descripción|Concepto|Detalle|Producto|Artículo|Servicio
quantity: Cantidad|Cant.|Uds.|Unidades|Cant
unit: Unidad|Ud.|U.M.
unitPrice: Precio|Precio unitario|Precio unit.|P. unitario|Precio/ud.|P.U.
vatRate: IVA|% IVA|Tipo IVA|IVA %
lineDiscount: Dto.|% Dto.|Descuento|Dto. %
amount: Importe|Total|Subtotal|Importe neto|Importe total
amountGross: Total con IVA|Importe con IVA
subtotal: Subtotal|Suma|Total bruto|Importe bruto
discount: Descuento|Dto. comercial|Descuento pronto pago|Rebaja
shipping: Gastos de envío|Portes|Transporte|Envío|Gastos de transporte
net: Base imponible|Total neto|Base|Subtotal|Importe neto|Total sin IVA|Base Imponible|Total base imponible|Neto
vat: IVA|Cuota IVA|I.V.A.|Impuestos|IVA
vatTotal: Total IVA|Cuota IVA|IVA|Importe IVA|Total impuestos|Cuota
gross: Total|Total factura|TOTAL FACTURA|Importe total|Total con IVA|TOTAL|Total a pagar|Total general|Total EUR
deposit: Anticipo|Pagado|Entrega a cuenta|A cuenta|Importe pagado|Pagos a cuenta
payable: Total a pagar|Importe pendiente|Pendiente de pago|A pagar|Saldo pendiente|Líquido a pagar
carriedForward: Suma y sigue|A trasladar|Suma anterior
broughtForward: Suma anterior|Traslado
base: Base|Base imponible|Base imp.
rate: Tipo|% IVA|IVA %|Tipo IVA
paymentTerms: Condiciones de pago|Forma de pago|Pago|Términos de pago|Plazo de pago
terms: {days} días|Pago a {days} días|Al contado|Transferencia a {days} días|{days} días fecha factura|Pago a la recepción|{days} días fin de mes|A la vista|Pago al contado
paymentMethod: Forma de pago|Método de pago|Medio de pago
method: Transferencia|Transferencia bancaria|Efectivo|Tarjeta|Domiciliación|Cheque|Recibo domiciliado
bank: Datos bancarios|Cuenta bancaria|Banco|Nº de cuenta|Cuenta de abono
vatNumber: NIF|CIF|N.I.F.|NIF-IVA|C.I.F.|CIF/NIF|NIF/CIF|VAT
phone: Tel.|Teléfono|Tfno.|Tlf.
fax: Fax
capital: Capital social {amount}
page: Página {page} de {pages}|Pág. {page}/{pages}|Hoja {page}
thanks: Gracias por su confianza.|Gracias por su compra|Atentamente|Gracias por su visita
legal: Inscrita en el Registro Mercantil de Madrid, tomo 12.345, folio 67, hoja M-123456.|Los productos siguen siendo propiedad del vendedor hasta su pago total.|En caso de demora se aplicará el interés legal según la Ley 3/2004.|Conserve este documento como justificante de su compra.
contact: Contacto|Comercial|Atendido por|Vendedor
factor: Crédito cedido a {name}; para que el pago sea liberatorio debe efectuarse en la cuenta|Páguese a la entidad de factoring {name}
exempt: Operación exenta de IVA|Inversión del sujeto pasivo|Exento artículo 20 LIVA
cash: Efectivo|Entregado|Tarjeta|EFECTIVO
change: Cambio|CAMBIO|Devolución
cashier: Le atendió|Cajero|Vendedor
deliveryNote: Albarán|Nº albarán|Albarán nº
paidStamp: PAGADO|COPIA|DUPLICADO|COBRADO
units: h|ud|kg|día|mes|m|caja|l|ud.|pack
name: Nombre|Razón social|Empresa
street: Dirección|Domicilio|Calle
postcode: C.P.|Código postal
city: Población|Ciudad|Localidad
country: País
email: Email|Correo electrónico|E-mail
instalments: Vencimientos|Plan de pagos|Plazos
slip: Resguardo para el pago|Cortar por la línea y adjuntar al pago
pleasePay: Rogamos abonen {amount} antes del {date}|El importe de {amount} vence el {date}
intro: Le detallamos a continuación los servicios prestados.|En relación con su pedido, le facturamos los siguientes conceptos:|Según presupuesto P-2031 de 3 de febrero
quote: Presupuesto|Nº contrato|Expediente|Obra
total: TOTAL|Total|TOTAL EUR|A PAGAR|Importe total`,
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre',
  'Servicio de consultoría|Desarrollo de página web|Mantenimiento anual|Soporte mensual|Papel A4 80 g|Cartucho de tinta negra|Silla de oficina|Cable de red 5 m|Mano de obra|Instalación eléctrica|Alquiler de maquinaria|Formación|Alojamiento web|Licencia de software|Limpieza de oficinas|Diseño de logotipo|Tornillos inox 4x40|Pintura blanca 10 L|Café en grano 1 kg|Traducción|Monitor 27 pulgadas|Teclado inalámbrico|Desplazamiento|Menú del día|Aceite de oliva 5 L|Azulejo 30x30|Transporte',
)

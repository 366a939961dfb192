import { expect, test } from 'vitest'
import { read, valuesOf } from '../testing/readings.ts'

test('a number below one address and just above another belongs to the first', () => {
  const reading = read(`
    Harlow Trading Ltd
    3 Mill Lane
    Bristol BS1 4DJ
    Tel. 0117 555 0100
    office@harlow.example
    VAT No.: GB 713 2384 59

    Contoso Partners
    22 Baker Street
    London NW1 6XE
    VAT No.: GB 980 7806 84

    Invoice no. 1234`)

  expect(valuesOf(reading)).toMatchObject({
    fournisseur_tva: 'GB713238459',
    client_tva: 'GB980780684',
  })
})

import { Size } from 'cdk8s';
import { storageQuantity } from '../../src/stateful-backend/storage-quantity';
import { complaint } from '../support/synth';

test.each([[Size.kibibytes(1), '1Ki'], [Size.gibibytes(1.3), '1.3Gi'], [Size.mebibytes(0.5), '0.5Mi'], [Size.tebibytes(2), '2Ti']])('%# is written in the unit and with the fraction that it has', (size, written) => {
  expect(storageQuantity('prod/db', 'size', size).value).toBe(written);
});

test('nothing is not a size', () => {
  expect(complaint(() => storageQuantity('prod/db', 'size', Size.gibibytes(0)))).toBe("prod/db: 'size' must be a size above 0, got '0Gi'");
});

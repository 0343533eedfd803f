import { override } from '../../src/synthesis/override';

class Foreign {
  public constructor(private readonly name: string) {}
  public hello(): string {
    return `hello, ${this.name}`;
  }
  public bye(): string {
    return `bye, ${this.name}`;
  }
}

test('a method is replaced for one object and for no other', () => {
  const [one, other] = [new Foreign('one'), new Foreign('other')];
  override(one, { hello: () => 'ours' });
  expect([one.hello(), one.bye(), other.hello()]).toEqual(['ours', 'bye, one', 'hello, other']);
});

test('it is found where other languages look for it, on the prototype of the constructor', () => {
  const one = new Foreign('one');
  override(one, { hello: () => 'ours' });
  const { hello, bye } = one.constructor.prototype as Foreign;
  expect([hello.call(one), bye.call(one)]).toEqual(['ours', 'bye, one']);
});

test('the object stays one of its class, under its name', () => {
  const one = new Foreign('one');
  override(one, {});
  expect(one).toBeInstanceOf(Foreign);
  expect(one.constructor.name).toBe('Foreign');
  expect(Object.keys(one)).toEqual(['name']);
});

test('what was replaced can be replaced once more', () => {
  const one = new Foreign('one');
  override(one, { hello: () => 'first', bye: () => 'ours' });
  override(one, { hello: () => 'second' });
  expect([one.hello(), one.bye()]).toEqual(['second', 'ours']);
});

import { MOST_OF_A_KIND, type Task, theMostUrgent } from './tasks.ts';

const task = (id: string, urgency: Task['urgency'] = 'normal', due: Task['due'] = null): Task => ({
  id,
  urgency,
  due,
  title: id,
  detail: '',
  href: `/${id}`,
});

const shown = (tasks: readonly Task[]) =>
  theMostUrgent(tasks, (count) => ({ id: 'further', title: `${count} autres`, detail: '', href: '/all' }));

const many = (count: number) => Array.from({ length: count }, (_, index) => task(`t${index}`));

describe('the tasks of one kind', () => {
  it('are shown one by one while they are few', () => {
    expect(shown(many(MOST_OF_A_KIND)).map(({ id }) => id)).toEqual(['t0', 't1', 't2', 't3', 't4']);
  });

  it('are counted beyond that, and none is lost', () => {
    expect(shown(many(6)).map(({ title }) => title)).toEqual(['t0', 't1', 't2', 't3', '2 autres']);
    expect(shown(many(174)).map(({ title }) => title)).toEqual(['t0', 't1', 't2', 't3', '170 autres']);
  });

  it('are shown by urgency, and the others stand where the most urgent of them would', () => {
    const tasks = [
      ...many(4),
      task('soon', 'soon'),
      task('late', 'late', '2026-11-02'),
      task('first', 'late', '2026-11-01'),
      task('third', 'late', '2026-11-03'),
      task('fourth', 'late', '2026-11-04'),
      task('fifth', 'late', '2026-11-05'),
    ];
    const [further, ...ahead] = shown(tasks).toReversed();
    expect(ahead.toReversed().map(({ id }) => id)).toEqual(['first', 'late', 'third', 'fourth']);
    expect(further).toMatchObject({ title: '6 autres', urgency: 'late', due: '2026-11-05' });
  });
});

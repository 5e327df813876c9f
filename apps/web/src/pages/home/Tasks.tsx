import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Task } from '../../api/contract';
import { queries } from '../../api/queries';
import { Due } from '../../components/Due';
import { Empty } from '../../components/Empty';
import { Loaded } from '../../components/Loaded';

export function Tasks() {
  const tasks = useQuery(queries.tasks());
  return (
    <Loaded query={tasks}>
      {(list) =>
        list.length === 0 ? <Empty>Rien ne vous attend aujourd’hui.</Empty> : <TaskList tasks={list} />
      }
    </Loaded>
  );
}

export const TaskList = ({ tasks }: { tasks: Task[] }) => (
  <ul className="tasks">
    {tasks.map((task) => (
      <TaskItem key={task.id} task={task} />
    ))}
  </ul>
);

function TaskItem({ task }: { task: Task }) {
  return (
    <li className={`task ${task.urgency}`}>
      <div>
        <h2>
          <Link to={task.href}>{task.title}</Link>
        </h2>
        <p>{task.detail}</p>
      </div>
      {task.due && <Due day={task.due} />}
    </li>
  );
}

using ClinSeek.Durable.Protocol;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>An instance in the hub. Its members are read and written under its own lock.</summary>
internal sealed class Instance(Execution execution, long number, DateTime now)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<HubMessage> _inbox = [];
    private readonly TaskCompletionSource<InstanceView> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DateTime _createdAt = now;
    private Execution _execution = execution;
    private IReadOnlyList<HistoryEvent> _history = [];
    private OrchestrationStatus _status = OrchestrationStatus.Pending;
    private string? _customStatus;
    private string? _output;
    private TaskFailureDetails? _failure;
    private DateTime _updatedAt = now;
    private bool _queued;

    public string Id => _execution.InstanceId;

    public Task<InstanceView> Ended => _ended.Task;

    /// <summary>Puts a message into the inbox. True when a turn must be queued for it.</summary>
    public bool Deliver(HubMessage message)
    {
        lock (_gate)
        {
            if (InstanceView.IsFinal(_status))
            {
                return false;
            }

            _inbox.AddLast(message);
            return Queue();
        }
    }

    /// <summary>Takes the messages of the next turn, dropping those for executions that are over. Null when there is nothing to do.</summary>
    public (WorkItem Work, IReadOnlyList<HubMessage> Messages)? Take(int limit)
    {
        lock (_gate)
        {
            var taken = new List<HubMessage>();
            while (_inbox.First is { } first && taken.Count < limit && !InstanceView.IsFinal(_status))
            {
                _inbox.RemoveFirst();
                if (first.Value.ExecutionId is null || first.Value.ExecutionId == _execution.ExecutionId)
                {
                    taken.Add(first.Value);
                }
            }

            if (taken.Count == 0)
            {
                _queued = false;
                return null;
            }

            return (new WorkItem(_execution, _history) { Status = _status }, taken);
        }
    }

    /// <summary>After a turn that left no trace: its messages wait again. The caller queues the instance.</summary>
    public void PutBack(IReadOnlyList<HubMessage> messages)
    {
        lock (_gate)
        {
            foreach (HubMessage message in messages.Reverse())
            {
                _inbox.AddFirst(message);
            }
        }
    }

    /// <summary>Makes a work item real. True when another turn must be queued.</summary>
    public bool Commit(WorkItem work, DateTime now)
    {
        lock (_gate)
        {
            _execution = work.Execution;
            _history = work.Past;
            _customStatus = work.CustomStatus;
            _updatedAt = now;
            _status = work.Status;
            if (work.Completion is { } completion)
            {
                _failure = completion.FailureDetails;
                _output = completion.FailureDetails is { } failure ? $"{failure.ErrorType}: {failure.ErrorMessage}" : completion.Result;
                _inbox.Clear();
                _queued = false;
                _ended.TrySetResult(View());
                return false;
            }

            _queued = false;
            return _inbox.Count > 0 && Queue();
        }
    }

    public InstanceView Read()
    {
        lock (_gate)
        {
            return View();
        }
    }

    private bool Queue()
    {
        bool first = !_queued;
        _queued = true;
        return first;
    }

    private InstanceView View() => new()
    {
        InstanceId = _execution.InstanceId,
        ExecutionId = _execution.ExecutionId,
        Name = _execution.Name,
        Status = _status,
        Version = _execution.Version,
        Input = _execution.Input,
        Output = _output,
        CustomStatus = _customStatus,
        Failure = _failure,
        ParentInstanceId = _execution.Parent?.OrchestrationInstance.InstanceId,
        CreatedAt = _createdAt,
        UpdatedAt = _updatedAt,
        Number = number,
        History = _history,
    };
}

namespace ClinSeek.Durable.Orchestration.Turns;

/// <summary>An open activity or sub-orchestration.</summary>
internal abstract class OpenCall(int id, string name, bool isActivity) : OpenTask(id)
{
    internal bool IsActivity { get; } = isActivity;

    protected string Name { get; } = name;

    internal abstract void Complete(string? result, DurableTaskWorkerOptions options);

    internal abstract void Fail(TaskFailureDetails failure);
}

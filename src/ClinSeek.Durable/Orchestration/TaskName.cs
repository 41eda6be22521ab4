namespace ClinSeek.Durable;

/// <summary>The durable name of an orchestrator or activity. Names compare without case, as in the Durable Task framework.</summary>
public readonly record struct TaskName(string Name)
{
    /// <summary>The text, never null.</summary>
    public override string ToString() => Name ?? string.Empty;

    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    public static TaskName FromString(string name) => new(name);

    public static implicit operator TaskName(string name) => new(name);

    public static implicit operator string(TaskName name) => name.ToString();
}

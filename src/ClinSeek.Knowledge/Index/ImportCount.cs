namespace ClinSeek.Knowledge.Index;

/// <summary>What importing one origin did.</summary>
/// <param name="Added">Passages that are new.</param>
/// <param name="Changed">Passages whose record changed.</param>
/// <param name="Unchanged">Passages that were there as they are.</param>
/// <param name="Removed">Passages that the origin no longer has.</param>
public sealed record ImportCount(int Added, int Changed, int Unchanged, int Removed)
{
    /// <summary>Nothing done.</summary>
    public static ImportCount None { get; } = new(0, 0, 0, 0);

    /// <summary>Both together.</summary>
    public static ImportCount operator +(ImportCount left, ImportCount right) => Add(left, right);

    /// <summary>Both together.</summary>
    public static ImportCount Add(ImportCount left, ImportCount right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(left.Added + right.Added, left.Changed + right.Changed, left.Unchanged + right.Unchanged, left.Removed + right.Removed);
    }
}

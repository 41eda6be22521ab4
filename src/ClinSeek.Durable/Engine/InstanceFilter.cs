using ClinSeek.Durable.Protocol;
using Microsoft.Data.Sqlite;

namespace ClinSeek.Durable.Engine;

/// <summary>Which instances to read. What is null does not restrict.</summary>
internal sealed record InstanceFilter
{
    public string? InstanceId { get; init; }
    public string? Prefix { get; init; }

    /// <summary>Created at or after, UTC.</summary>
    public DateTime? CreatedFrom { get; init; }

    /// <summary>Created before, UTC.</summary>
    public DateTime? CreatedTo { get; init; }

    public IReadOnlyCollection<OrchestrationStatus>? Statuses { get; init; }

    /// <summary>The last row of the page before.</summary>
    public long AfterKey { get; init; }

    public int Limit { get; init; } = int.MaxValue;

    /// <summary>Whether to read input and output too, which may be large.</summary>
    public bool WithTexts { get; init; }

    /// <summary>Writes the restriction as SQL over the alias i, with its values as parameters.</summary>
    public string Apply(SqliteCommand command)
    {
        List<string> conditions = ["i.key > $after"];
        command.Parameters.AddWithValue("$after", AfterKey);
        Restrict("i.instance_id = $id", "$id", InstanceId);
        // Ordinal and without pattern characters, unlike LIKE.
        Restrict("substr(i.instance_id, 1, length($prefix)) = $prefix", "$prefix", Prefix);
        Restrict("i.created_at >= $from", "$from", CreatedFrom?.Ticks);
        Restrict("i.created_at < $to", "$to", CreatedTo?.Ticks);
        if (Statuses is { Count: > 0 })
            conditions.Add($"i.status IN ({string.Join(", ", Statuses.Select(status => (int)status))})");
        return string.Join(" AND ", conditions);

        void Restrict(string condition, string name, object? value)
        {
            if (value is null)
                return;
            conditions.Add(condition);
            command.Parameters.AddWithValue(name, value);
        }
    }
}

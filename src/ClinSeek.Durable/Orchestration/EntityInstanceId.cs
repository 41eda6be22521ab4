namespace ClinSeek.Durable;

/// <summary>The id of an entity. Names are lower case on the wire: <c>@name@key</c>.</summary>
public readonly record struct EntityInstanceId
{
    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains('@', StringComparison.Ordinal))
            throw new ArgumentException("An entity name must not contain '@'.", nameof(name));
        Name = string.Create(name.Length, name, static (span, text) => text.AsSpan().ToLowerInvariant(span));
        Key = key;
    }

    public string Name { get; }

    public string Key { get; }

    public override string ToString() => $"@{Name}@{Key}";
}

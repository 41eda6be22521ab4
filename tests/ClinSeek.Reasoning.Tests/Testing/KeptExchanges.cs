using System.Text;
using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Reasoning.LanguageModel;

namespace ClinSeek.Reasoning.Tests.Testing;

/// <summary>Keeps a step's model calls as a store would: as bytes, the first one counts.</summary>
internal sealed class KeptExchanges : IExchangeLog
{
    private readonly Dictionary<int, string> _kept = [];

    public StringBuilder Live { get; } = new();

    public IReadOnlyList<ModelExchange> All => [.. _kept.OrderBy(static pair => pair.Key).Select(static pair => Read(pair.Value))];

    public ValueTask<ModelExchange?> FindAsync(int round, CancellationToken cancellationToken) => new(_kept.TryGetValue(round, out string? kept) ? Read(kept) : null);

    public ValueTask<ModelExchange> KeepAsync(int round, ModelExchange exchange, CancellationToken cancellationToken)
    {
        _kept.TryAdd(round, JsonSerializer.Serialize(exchange, EvidenceJson.Options));
        return new(Read(_kept[round]));
    }

    public void Streamed(int round, string piece) => Live.Append(piece);

    private static ModelExchange Read(string json) => JsonSerializer.Deserialize<ModelExchange>(json, EvidenceJson.Options)!;
}

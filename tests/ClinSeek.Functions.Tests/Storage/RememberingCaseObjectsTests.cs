using System.Collections.Concurrent;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Tests.Storage;

public sealed class RememberingCaseObjectsTests
{
    private static readonly CaseId Id = CaseId.Parse("store-case");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("blobs/a", 10, 1)]
    [InlineData("names/e1.1.json", 10, 1)]
    [InlineData("blobs/large", (1 << 20) + 1, 3)]
    [InlineData("keys.json", 10, 3)]
    [InlineData("ledger.jsonl", 10, 3)]
    public async Task Read_ThreeTimes_FetchesWhatNeverChangesOnce(string name, int length, int fetched)
    {
        var counting = new CountingObjects { [name] = new byte[length] };
        using var remembering = new RememberingCaseObjects(counting);

        for (int time = 0; time < 3; time++)
        {
            (await remembering.ReadAsync(Id, name, Stop))!.Length.ShouldBe(length);
        }

        counting.Reads.ShouldBe(fetched);
    }

    [Fact]
    public async Task Read_NotThereYet_IsAskedAgain()
    {
        var counting = new CountingObjects();
        using var remembering = new RememberingCaseObjects(counting);
        (await remembering.ReadAsync(Id, "names/e1.1.json", Stop)).ShouldBeNull();

        counting["names/e1.1.json"] = new byte[1];

        (await remembering.ReadAsync(Id, "names/e1.1.json", Stop)).ShouldNotBeNull();
        await remembering.DeleteAsync(Id, "names/e1.1.json", Stop);
        (await remembering.ReadAsync(Id, "names/e1.1.json", Stop)).ShouldBeNull();
    }

    private sealed class CountingObjects : ICaseObjects
    {
        private readonly ConcurrentDictionary<string, byte[]> _objects = new();

        public int Reads { get; private set; }

        public byte[] this[string name]
        {
            set => _objects[name] = value;
        }

        public ValueTask<byte[]?> ReadAsync(CaseId id, string name, CancellationToken cancellationToken)
        {
            Reads++;
            return ValueTask.FromResult(_objects.GetValueOrDefault(name));
        }

        public ValueTask<bool> PutIfAbsentAsync(CaseId id, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            ValueTask.FromResult(_objects.TryAdd(name, content.ToArray()));

        public ValueTask DeleteAsync(CaseId id, string name, CancellationToken cancellationToken)
        {
            _objects.TryRemove(name, out _);
            return ValueTask.CompletedTask;
        }

        public IAsyncEnumerable<CaseId> CasesAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<CaseId>();

        public ValueTask ProbeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}

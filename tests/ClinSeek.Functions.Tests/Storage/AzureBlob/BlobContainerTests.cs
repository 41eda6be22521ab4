using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Storage.AzureBlob;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Storage.AzureBlob;

/// <summary>The client's operations against Azurite.</summary>
public sealed class BlobContainerTests(AzuriteFixture azurite)
{
    private readonly string _name = AzuriteFixture.NewContainerName();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BlobContainer.BlockBytes - 1)]
    [InlineData(BlobContainer.BlockBytes)]
    [InlineData(BlobContainer.BlockBytes + 1)]
    [InlineData((2 * BlobContainer.BlockBytes) + 5)]
    public async Task PutIfAbsent_AnySize_ReadsBackAndIsPutOnce(int length)
    {
        BlobContainer container = await MakeAsync();
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);

        (await container.PutIfAbsentAsync("a/b c+d.bin", content, Stop)).ShouldBeTrue();
        (await container.PutIfAbsentAsync("a/b c+d.bin", new byte[length], Stop)).ShouldBeFalse();

        (await container.ReadAsync("a/b c+d.bin", Stop))!.AsSpan().SequenceEqual(content).ShouldBeTrue();
        (await container.ListAsync("a/", null, Stop).ToListAsync(Stop)).ShouldBe(["a/b c+d.bin"]);
    }

    [Fact]
    public async Task PutIfAbsent_TwoUploadsInBlocksAtOnce_LeaveOneOfThemWhole()
    {
        BlobContainer[] writers = [await MakeAsync(), await MakeAsync()];
        byte[][] contents = [.. writers.Select(static (_, number) => Enumerable.Repeat((byte)number, BlobContainer.BlockBytes + 17).ToArray())];

        Exception?[] ends = await Task.WhenAll(writers.Select((writer, number) =>
            Record.ExceptionAsync(async () => await writer.PutIfAbsentAsync("large", contents[number], Stop)).AsTask()));

        ends.Count(static end => end is null).ShouldBeGreaterThan(0);
        byte[] stored = (await writers[0].ReadAsync("large", Stop))!;
        stored.Length.ShouldBe(contents[0].Length);
        stored.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task List_MoreThanAPage_GivesEveryNameOnceAndFoldersWhereAsked()
    {
        BlobContainer container = AzuriteFixture.Container((await azurite.ServerAsync()).ConnectionString, _name, pageSize: 3);
        string[] names = [.. Enumerable.Range(0, 10).Select(static number => $"cases/c-{number}/ledger")];
        foreach (string name in names)
        {
            await container.PutIfAbsentAsync(name, new byte[1], Stop);
            await container.PutIfAbsentAsync(name + "2", new byte[1], Stop);
        }

        (await container.ListAsync("cases/", null, Stop).ToListAsync(Stop)).ShouldBe([.. names.SelectMany(static name => new[] { name, name + "2" })]);
        (await container.ListAsync("cases/", "/", Stop).ToListAsync(Stop)).ShouldBe([.. Enumerable.Range(0, 10).Select(static number => $"cases/c-{number}/")]);
        (await container.ListAsync("other/", "/", Stop).ToListAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_PositionTaken_IsRefusedAndWritesNothing()
    {
        BlobContainer container = await MakeAsync();
        (await container.AppendAsync("log", "first"u8.ToArray(), 0, Stop)).Outcome.ShouldBe(BlobAppendOutcome.Missing);
        await container.CreateAppendBlobAsync("log", Stop);
        await container.CreateAppendBlobAsync("log", Stop);

        (await container.AppendAsync("log", "first"u8.ToArray(), 0, Stop)).Outcome.ShouldBe(BlobAppendOutcome.Appended);
        (await container.AppendAsync("log", "other"u8.ToArray(), 0, Stop)).Outcome.ShouldBe(BlobAppendOutcome.OtherPosition);
        (await container.AppendAsync("log", "other"u8.ToArray(), 9, Stop)).Outcome.ShouldBe(BlobAppendOutcome.OtherPosition);

        (await container.ReadAsync("log", Stop)).ShouldBe("first"u8.ToArray());
    }

    [Fact]
    public async Task ReadFrom_KnownVersion_GivesOnlyWhatIsNew()
    {
        BlobContainer container = await MakeAsync();
        await container.CreateAppendBlobAsync("log", Stop);
        await container.AppendAsync("log", "first\n"u8.ToArray(), 0, Stop);
        var (_, known) = await container.ReadFromAsync("log", 0, null, Stop);
        (await container.ReadFromAsync("log", 5, known!.ETag, Stop)).Outcome.ShouldBe(BlobReadOutcome.Unchanged);

        await container.AppendAsync("log", "second\n"u8.ToArray(), 6, Stop);

        var (outcome, tail) = await container.ReadFromAsync("log", 5, known.ETag, Stop);
        outcome.ShouldBe(BlobReadOutcome.Read);
        tail!.Content.ShouldBe("\nsecond\n"u8.ToArray());
        (tail.Length, tail.Blocks).ShouldBe((13, 2));
        (await container.ReadFromAsync("log", 13, null, Stop)).Outcome.ShouldBe(BlobReadOutcome.Shorter);
        (await container.ReadFromAsync("none", 0, null, Stop)).Outcome.ShouldBe(BlobReadOutcome.Missing);
    }

    [Fact]
    public async Task Append_BlobOfAnotherType_SaysHowLedgersAreCopied()
    {
        BlobContainer container = await MakeAsync();
        await container.PutIfAbsentAsync("log", "first"u8.ToArray(), Stop);

        StorageException fault = await Should.ThrowAsync<StorageException>(async () => await container.AppendAsync("log", new byte[1], 5, Stop));

        fault.Message.ShouldContain("append blobs");
        fault.Message.ShouldContain("InvalidBlobType");
    }

    [Fact]
    public async Task Delete_BlobThereOrNot_IsFine()
    {
        BlobContainer container = await MakeAsync();
        await container.PutIfAbsentAsync("a", new byte[1], Stop);

        await container.DeleteAsync("a", Stop);
        await container.DeleteAsync("a", Stop);

        (await container.ReadAsync("a", Stop)).ShouldBeNull();
    }

    private Task<BlobContainer> MakeAsync() => azurite.ContainerAsync(_name);
}

using System.Globalization;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Storage.AzureBlob;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Peers.Azurite;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Functions.Tests.Storage.AzureBlob;

/// <summary>What a network and a service do to writers, by a proxy before Azurite.</summary>
public sealed class BlobFaultTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly CaseId Id = CaseId.Parse("store-case");

    private readonly TemporaryFolder _folder = new();
    private readonly string _name = AzuriteFixture.NewContainerName();
    private FaultyProxy _proxy = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await FaultyProxy.StartAsync((await azurite.ServerAsync()).BlobEndpoint);

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(503, "ServerBusy")]
    [InlineData(500, "OperationTimedOut")]
    [InlineData(429, "TooManyRequests")]
    public async Task Write_StormOfRefusals_IsRiddenOut(int status, string code)
    {
        OpenStores open = await OpenAsync();
        int refused = 0;
        // Every request is refused twice before it is let through.
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        _proxy.Fault = request => seen.AddOrUpdate($"{request.Method}{request.Path}{request.QueryString}", 1, static (_, count) => count + 1) % 3 == 0 ? null : Count(ref refused, status, code);

        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        await open.Store.PutIfAbsentAsync(Id, 0, "e1.1", "content"u8.ToArray(), Stop);

        refused.ShouldBeGreaterThan(10);
        (await Verification.OfAsync(await OpenAsync(direct: true), Id)).AnchoredCount.ShouldBe(1);
    }

    [Fact]
    public async Task Write_RetryAfterInSecondsOrAsADate_IsWaitedFor()
    {
        OpenStores open = await OpenAsync();
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        var headers = new Queue<(string, string)[]>(
        [
            [("Retry-After", "1")],
            [("Retry-After", DateTimeOffset.UtcNow.AddSeconds(2).ToString("R", CultureInfo.InvariantCulture))],
        ]);
        _proxy.Fault = _ => headers.TryDequeue(out (string, string)[]? asked) ? ProxyFault.Refuse(503, "ServerBusy", asked) : null;

        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, 0), Stop);

        headers.ShouldBeEmpty();
        (await Verification.OfAsync(open, Id)).AnchoredCount.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_ServiceAsksForAnHour_FailsAtOnceAndSaysSo(bool asDate)
    {
        OpenStores open = await OpenAsync();
        // By the service's clock, whatever this machine's says.
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        _proxy.Fault = _ => ProxyFault.Refuse(
            503, "ServerBusy", ("Date", now.ToString("R", CultureInfo.InvariantCulture)),
            ("Retry-After", asDate ? now.AddHours(1).ToString("R", CultureInfo.InvariantCulture) : "3600"));

        StorageException fault = await Should.ThrowAsync<StorageException>(async () => await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop));

        fault.Message.ShouldContain("3600 s");
        fault.Message.ShouldContain("ServerBusy; request req-1");
    }

    [Fact]
    public async Task Write_ServiceNeverRecovers_StopsAndSaysSo()
    {
        OpenStores open = await OpenAsync();
        _proxy.Fault = static _ => ProxyFault.Refuse(503, "ServerBusy");

        (await Should.ThrowAsync<StorageException>(async () => await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop)))
            .Message.ShouldContain("overloaded");
        _proxy.Seen.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Append_AnswerLost_StandsOnceAndIsSigned()
    {
        OpenStores open = await OpenAsync();
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        LoseFirst("comp=appendblock");

        LedgerAppend append = await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, 0), Stop);

        append.Entry!.Seq.ShouldBe(2);
        var report = await Verification.OfAsync(await OpenAsync(direct: true), Id);
        (report.Count, report.AnchoredCount).ShouldBe((2, 2));
    }

    [Fact]
    public async Task PutIfAbsent_AnswerLost_MeetsItselfAndKeepsItsBlob()
    {
        OpenStores open = await OpenAsync();
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        foreach (string part in (string[])["names/", "blobs/", "keys.json"])
        {
            LoseFirst(part);
            await open.Store.PutIfAbsentAsync(Id, 0, "e1." + part.Length, "content"u8.ToArray(), Stop);

            (await (await OpenAsync(direct: true)).Store.ReadAsync(Id, "e1." + part.Length, Stop))!.Content.ToArray().ShouldBe("content"u8.ToArray());
        }
    }

    [Fact]
    public async Task PutIfAbsent_DiedBetweenBlobAndName_IsRepeatedAndTheOrphanMeansNothing()
    {
        OpenStores dying = await OpenAsync();
        await dying.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        _proxy.Fault = static request => request.Method == "PUT" && request.Path.Value!.Contains("/names/", StringComparison.Ordinal) ? new ProxyFault { Cut = true } : null;
        StorageException fault = await Should.ThrowAsync<StorageException>(async () => await dying.Store.PutIfAbsentAsync(Id, 0, "e1.1", "first"u8.ToArray(), Stop));
        fault.Message.ShouldContain("cannot be reached");
        fault.Message.ShouldContain("resume");

        OpenStores next = await OpenAsync(direct: true);
        (await next.Store.ReadAsync(Id, "e1.1", Stop)).ShouldBeNull();
        await next.Store.PutIfAbsentAsync(Id, 0, "e1.1", "second"u8.ToArray(), Stop);

        (await next.Store.ReadAsync(Id, "e1.1", Stop))!.Content.ToArray().ShouldBe("second"u8.ToArray());
        (await azurite.ContainerAsync(_name)).ListAsync($"cases/{Id}/blobs/", null, Stop).ToBlockingEnumerable(Stop).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Read_AnswersTooLate_SaysSo()
    {
        OpenStores open = await OpenAsync(networkTimeout: TimeSpan.FromMilliseconds(100));
        _proxy.Fault = static _ => new ProxyFault { Delay = TimeSpan.FromSeconds(20) };

        (await Should.ThrowAsync<StorageException>(async () => await open.Store.ReadAsync(Id, "e1.1", Stop))).Message.ShouldContain("did not answer in time");
    }

    [Fact]
    public async Task Write_CallerGivesUp_EndsAtOnceAndCanBeRepeated()
    {
        OpenStores open = await OpenAsync();
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        _proxy.Fault = static request => request.Method == "PUT" ? new ProxyFault { Delay = TimeSpan.FromSeconds(60) } : null;
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        impatient.CancelAfter(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(async () => await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, 0), impatient.Token));

        _proxy.Fault = static _ => null;
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, 0), Stop);
        (await Verification.OfAsync(open, Id)).AnchoredCount.ShouldBe(2);
    }

    [Theory]
    [InlineData(40, "40 minutes behind")]
    [InlineData(-40, "40 minutes ahead of")]
    public async Task Write_ClocksDiffer_NamesTheClockAndNotTheKey(int minutes, string expected)
    {
        // Azurite takes any date; the service answers so to one that is off by more than 15 minutes.
        OpenStores open = await OpenAsync();
        _proxy.Fault = _ => ProxyFault.Refuse(
            403, "AuthenticationFailed", ("Date", DateTimeOffset.UtcNow.AddMinutes(minutes).ToString("R", CultureInfo.InvariantCulture)));

        string message = (await Should.ThrowAsync<StorageException>(async () => await open.Store.ReadAsync(Id, "e1.1", Stop))).Message;

        message.ShouldContain(expected);
        message.ShouldContain("NTP");
        message.ShouldNotContain("account key");
    }

    [Fact]
    public async Task Write_WrongKey_SaysSoAndHoldsNoSecret()
    {
        string wrong = Convert.ToBase64String(new byte[64]);
        string connection = (await azurite.ServerAsync()).ConnectionString.Replace(AzuriteServer.Key, wrong, StringComparison.Ordinal);
        OpenStores open = BlobStores.Open(AzuriteFixture.Container(connection, _name), _folder);

        string message = (await Should.ThrowAsync<StorageException>(async () => await open.Ledger.ReadAsync(Id, Stop))).Message;

        message.ShouldContain("account key is not the one of account 'devstoreaccount1'");
        message.ShouldContain("Storage__ConnectionString");
        message.ShouldContain("; request ");
        message.ShouldNotContain(wrong);
    }

    [Fact]
    public async Task Write_ContainerGone_IsMissedAndNotMadeAnew()
    {
        OpenStores open = await OpenAsync();
        await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.CaseOpened), Stop);
        var requests = new BlobRequests(Address(await azurite.ServerAsync()), _name, TimeProvider.System);
        using (var delete = requests.Create(Azure.Core.RequestMethod.Delete, "", ("restype", "container")))
        {
            await requests.SendAsync(delete, "Deleting", 202, Stop);
        }

        foreach (Func<Task> use in (Func<Task>[])
        [
            async () => await open.Ledger.AppendAsync(Id, Draft(LedgerKinds.StepRecorded, 0), Stop),
            async () => await open.Store.PutIfAbsentAsync(Id, 0, "e1.1", "x"u8.ToArray(), Stop),
            async () => await open.Store.CasesAsync(Stop).ToListAsync(Stop),
            async () => await open.Objects.ProbeAsync(Stop),
        ])
        {
            string message = (await Should.ThrowAsync<StorageException>(use)).Message;
            message.ShouldContain($"there is no container '{_name}'");
            message.ShouldContain("ContainerNotFound");
        }
    }

    [Fact]
    public async Task Write_NobodyListens_NamesTheAddress()
    {
        var nowhere = new Uri($"http://127.0.0.1:{EndToEnd.ScriptedModel.FreePort()}/{AzuriteServer.Account}");
        OpenStores open = BlobStores.Open(await azurite.ContainerAsync(_name, nowhere), _folder);

        string message = (await Should.ThrowAsync<StorageException>(async () => await open.Store.ReadAsync(Id, "e1.1", Stop))).Message;

        message.ShouldContain(nowhere.Authority);
        message.ShouldContain("cannot be reached");
    }

    private static BlobAddress Address(AzuriteServer server)
    {
        BlobAddress.TryParse(server.ConnectionString, out BlobAddress? address, out _).ShouldBeTrue();
        return address!;
    }

    private static ProxyFault Count(ref int refused, int status, string code)
    {
        Interlocked.Increment(ref refused);
        return ProxyFault.Refuse(status, code);
    }

    private void LoseFirst(string part)
    {
        int lost = 0;
        _proxy.Fault = request => IsPut(request, part) && Interlocked.Exchange(ref lost, 1) == 0 ? new ProxyFault { LoseAnswer = true } : null;
    }

    private static bool IsPut(HttpRequest request, string part) =>
        request.Method == "PUT" && (request.Path + request.QueryString.Value).Contains(part, StringComparison.Ordinal);

    private async Task<OpenStores> OpenAsync(bool direct = false, TimeSpan? networkTimeout = null) =>
        BlobStores.Open(await azurite.ContainerAsync(_name, direct ? null : _proxy.Address, networkTimeout: networkTimeout), _folder);

    private static LedgerDraft Draft(string kind, int? step = null) =>
        new() { At = DateTimeOffset.UnixEpoch, Kind = kind, Actor = "orchestrator", Epoch = 0, Step = step };
}

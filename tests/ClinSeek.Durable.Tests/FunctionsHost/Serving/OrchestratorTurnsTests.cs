using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ClinSeek.Durable.Protocol;
using ClinSeek.Durable.Tests.FunctionsHost.Testing;
using ClinSeek.Durable.Tests.Orchestration.Testing;
using Google.Protobuf;

namespace ClinSeek.Durable.Tests.FunctionsHost.Serving;

/// <summary>An orchestrator's turn is answered with 200 and a message that the extension takes, whatever arrives.</summary>
public sealed class OrchestratorTurnsTests
{
    [Fact]
    public async Task Turn_FirstOne_SchedulesAndCarriesTheStatus()
    {
        await using var app = await ServedApp.StartAsync();

        var response = await app.TurnAsync("Main", HostEncoding.Turn(Request("\"Ada\"")));

        response.InstanceId.ShouldBe("case-1");
        response.CustomStatus.ShouldBe("\"Ada\"");
        response.RequiresHistory.ShouldBeFalse();
        response.Actions.Single().ScheduleTask.Name.ShouldBe("Greet");
    }

    [Fact]
    public async Task Turn_DeliveredTwice_IsAnsweredTheSame()
    {
        await using var app = await ServedApp.StartAsync();
        var envelope = HostEncoding.Turn(Request("\"Ada\""));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.TurnAsync("mAiN", envelope)));

        answers.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Turn_ResultAsStringThatHoldsTheEnvelope_Completes()
    {
        await using var app = await ServedApp.StartAsync();
        var request = Request("\"Ada\"");
        request.PastEvents.AddRange(request.NewEvents.ToArray());
        request.PastEvents.Add(new HistoryEvent { EventId = 0, TaskScheduled = new() { Name = "Greet" } });
        request.NewEvents.Clear();
        request.NewEvents.Add(History.TurnStarted(History.Start.AddSeconds(1)));
        // What the host stores for a ReturnValue that is a string: its JSON.
        request.NewEvents.Add(History.Completed(0, JsonSerializer.Serialize("{\"$durable\":1,\"ok\":\"Hello Ada\"}")));

        var response = await app.TurnAsync("Main", HostEncoding.Turn(request));

        response.Actions.Single().CompleteOrchestration.Result.ShouldBe("\"Hello Ada\"");
        response.CustomStatus.ShouldBe("\"Ada\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("{\"Data\":{}}")]
    [InlineData("{\"Data\":{\"contextTrigger\":null}}")]
    [InlineData("{\"Data\":{\"contextTrigger\":\"null\"}}")]
    [InlineData("{\"Data\":{\"contextTrigger\":\"\\\"\\\"\"}}")]
    [InlineData("{\"Data\":{\"contextTrigger\":\"\\\"not base64\\\"\"}}")]
    [InlineData("{\"Data\":{\"contextTrigger\":\"\\\"AAAA////\\\"\"}}")]
    [InlineData("{\"Data\":{\"other\":\"\\\"CgZjYXNlLTE=\\\"\"}}")]
    public async Task Turn_ThatCannotBeRead_AsksForTheHistoryAgain(string envelope)
    {
        await using var app = await ServedApp.StartAsync();

        var response = await app.TurnAsync("Main", envelope);

        response.RequiresHistory.ShouldBeTrue();
        response.InstanceId.ShouldNotBeEmpty();
        response.Actions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Turn_HistoryThatMixesExecutions_IsHeldAndNotFailed()
    {
        await using var app = await ServedApp.StartAsync();
        var request = Request("\"Ada\"");
        request.NewEvents.Add(History.Started("Main", "\"Eve\""));

        (await app.TurnAsync("Main", HostEncoding.Turn(request))).RequiresHistory.ShouldBeTrue();
    }

    [Fact]
    public async Task Turn_OfAnOrchestratorThatThisProgramLacks_IsHeldAndNotFailed()
    {
        await using var app = await ServedApp.StartAsync();

        (await app.TurnAsync("Elder", HostEncoding.Turn(Request("1")))).RequiresHistory.ShouldBeTrue();
    }

    [Theory]
    [InlineData('x')]
    [InlineData('"')]
    [InlineData('ü')]
    public async Task Turn_StatusBeyondTheLimit_IsCutToAStatusThatIsTaken(char letter)
    {
        await using var app = await ServedApp.StartAsync();

        var response = await app.TurnAsync("Main", HostEncoding.Turn(Request(JsonSerializer.Serialize(new string(letter, 20_000)))));

        Encoding.Unicode.GetByteCount(response.CustomStatus).ShouldBeLessThanOrEqualTo(16 * 1024);
        JsonSerializer.Deserialize<string>(response.CustomStatus).ShouldEndWith("...");
        response.Actions.Single().ScheduleTask.Name.ShouldBe("Greet");
    }

    [Fact]
    public async Task Turn_BodyBeyondKestrelsOwnLimit_IsTaken()
    {
        await using var app = await ServedApp.StartAsync();
        var input = new string('x', 32 * 1024 * 1024);

        var response = await app.TurnAsync("Main", HostEncoding.Turn(Request(JsonSerializer.Serialize(input))));

        response.Actions.Single().ScheduleTask.Input.Length.ShouldBe(input.Length + 2);
    }

    [Fact]
    [Trait("Category", "Endurance")]
    public async Task Turn_HistoryOf200Megabytes_IsTaken()
    {
        await using var app = await ServedApp.StartAsync();
        var request = Request("\"Ada\"");
        var payload = JsonSerializer.Serialize(new string('x', 1024 * 1024));
        for (var number = 0; number < 200; number++)
            request.NewEvents.Add(History.Raised("unawaited", payload));

        var base64 = new byte[Base64.GetMaxEncodedToUtf8Length(request.CalculateSize())];
        Base64.EncodeToUtf8(request.ToByteArray(), base64, out _, out _);
        var response = await app.TurnAsync("Main", [.. "{\"Data\":{\"contextTrigger\":\"\\\""u8], base64, [.. "\\\"\"},\"Metadata\":{}}"u8]);

        response.Actions.Single().ScheduleTask.Name.ShouldBe("Greet");
    }

    private static OrchestratorRequest Request(string inputJson) => new()
    {
        InstanceId = "case-1",
        NewEvents = { History.TurnStarted(History.Start), History.Started("Main", inputJson) },
    };
}

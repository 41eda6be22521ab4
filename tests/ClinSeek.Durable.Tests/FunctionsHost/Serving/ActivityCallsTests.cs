using System.Text.Json;
using ClinSeek.Durable.Tests.FunctionsHost.Testing;

namespace ClinSeek.Durable.Tests.FunctionsHost.Serving;

public sealed class ActivityCallsTests
{
    [Fact]
    public async Task Activity_Success_ReturnsAStringThatHoldsTheEnvelope()
    {
        await using var app = await ServedApp.StartAsync();

        var answer = await app.AnswerAsync("Greet", HostEncoding.Activity("\"Ada\""));

        answer.GetProperty("ReturnValue").ValueKind.ShouldBe(JsonValueKind.String);
        answer.GetProperty("ReturnValue").GetString().ShouldBe("{\"$durable\":1,\"ok\":\"Hello Ada\"}");
        answer.GetProperty("Outputs").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Activity_InstanceIdOfTheMetadata_ReachesIt()
    {
        await using var app = await ServedApp.StartAsync();

        (await OutcomeAsync(app, "wHeRe", HostEncoding.Activity(null, "case-7"))).GetProperty("ok").GetString().ShouldBe("wHeRe of case-7");
    }

    [Fact]
    public async Task Activity_Failure_KeepsTypeAndMessageInA200()
    {
        await using var app = await ServedApp.StartAsync();

        var failed = (await OutcomeAsync(app, "Fail", HostEncoding.Activity("\"why\""))).GetProperty("failed");

        failed.GetProperty("type").GetString().ShouldBe("System.IO.InvalidDataException");
        failed.GetProperty("message").GetString().ShouldBe("why");
    }

    [Fact]
    public async Task Activity_OutOfMemory_IsAFailedAttempt()
    {
        await using var app = await ServedApp.StartAsync();

        var failed = (await OutcomeAsync(app, "Starve", HostEncoding.Activity(null))).GetProperty("failed");

        failed.GetProperty("type").GetString().ShouldBe("System.OutOfMemoryException");
        failed.GetProperty("nonRetriable").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Data\":{}}")]
    [InlineData("{\"Data\":{\"inputTrigger\":\"\\ud800\"}}")]
    public async Task Activity_MalformedEnvelope_IsAFailedAttempt(string envelope)
    {
        await using var app = await ServedApp.StartAsync();

        var failed = (await OutcomeAsync(app, "Greet", envelope)).GetProperty("failed");

        failed.GetProperty("type").GetString().ShouldBe("MalformedEnvelopeException");
        failed.GetProperty("nonRetriable").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Activity_FailureOfAPlainCodec_FailsTheInvocationAndNamesTheType()
    {
        await using var app = await ServedApp.StartAsync(PlainCodec.Instance);

        var (status, reason, body) = await app.InvokeAsync("Fail", HostEncoding.Activity("\"why\""));

        (status, reason, body).ShouldBe((500, "System.IO.InvalidDataException", ""));
    }

    [Fact]
    public async Task Activity_SameCallTwiceAtOnce_IsServedTwice()
    {
        await using var app = await ServedApp.StartAsync();
        var envelope = HostEncoding.Activity("\"Ada\"");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.InvokeAsync("Greet", envelope)));

        answers.Distinct().Count().ShouldBe(1);
    }

    private static async Task<JsonElement> OutcomeAsync(ServedApp app, string function, string envelope)
    {
        var answer = await app.AnswerAsync(function, envelope);
        return JsonDocument.Parse(answer.GetProperty("ReturnValue").GetString()!).RootElement;
    }
}

using System.Diagnostics;
using ClinSeek.Functions.Tests.Cli;
using ClinSeek.Functions.Tests.EndToEnd;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Reasoning.Telemetry;
using Asked = ClinSeek.Functions.Tests.Cli.Program;

namespace ClinSeek.Functions.Tests.Telemetry;

/// <summary>What a receiver of OTLP over HTTP gets from the program.</summary>
public sealed class TelemetryExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_ReceiverNamedByOpenTelemetrysVariable_GetsSpansAndMeasurements()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();

        ProgramResult asked = await Asked.RunAsync(_folder.Path, Environment(receiver), "ask", "--patient", "demo-01-arden", Asked.Dyspnoea);

        asked.ExitCode.ShouldBe(0, asked.Error);
        IReadOnlyList<OtlpSpan> spans = receiver.Spans;
        spans.Select(static span => span.TraceId).Distinct().ShouldHaveSingleItem();
        spans.ShouldContain(static span => span.Name == "invoke_agent likelihood");
        spans.ShouldContain(static span => span.Name == "execute_tool ehr.run_sql_query");
        spans.Count(static span => span.Name == "invoke_workflow case").ShouldBe(1);
        receiver.Instruments.ShouldContain("clinseek.tool.duration");
        receiver.Instruments.ShouldContain("clinseek.case.steps");
    }

    [Fact]
    public async Task Ask_ProcessKilledInTheMiddle_SendsNothingTwiceAndGoesOnInTheSameTrace()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        using var reached = new ManualResetEventSlim();
        int blocked = 0;
        await using ScriptedModel model = await ScriptedModel.StartAsync(request =>
        {
            if (request.Step == 2 && Interlocked.Exchange(ref blocked, 1) == 0)
            {
                reached.Set();
                Thread.Sleep(TimeSpan.FromSeconds(20));
            }

            return ModelScript.Honest(request);
        });
        string record = SamplePatient.Write(_folder["record"]);
        Dictionary<string, string> environment = Environment(receiver);
        environment["Model__Endpoint"] = model.Endpoint.ToString();
        environment["Model__Name"] = ScriptedModel.ModelName;
        environment["OTEL_BSP_SCHEDULE_DELAY"] = "50";
        string[] where = ["--data", _folder["data"], "--key-file", _folder["keys.json"]];

        using (Process first = Asked.Start(_folder.Path, environment, ["ask", "--fhir", record, "--patient", SamplePatient.Id, "--cutoff", SamplePatient.Cutoff, Asked.Dyspnoea, .. where]))
        {
            reached.Wait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken).ShouldBeTrue();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!receiver.Spans.Any(static span => span.Name.StartsWith("execute_tool", StringComparison.Ordinal)))
            {
                await Task.Delay(50, patience.Token);
            }

            first.Kill();
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        ProgramResult resumed = await Asked.RunAsync(_folder.Path, environment, "resume");

        resumed.ExitCode.ShouldBe(0, resumed.Error + resumed.Output);
        IReadOnlyList<OtlpSpan> spans = receiver.Spans;
        spans.Select(static span => span.TraceId).Distinct().ShouldHaveSingleItem();
        spans.Select(static span => span.SpanId).Distinct().Count().ShouldBe(spans.Count);
        string[] work = [.. spans.Select(static span => $"{span.Name} {span.Tags.GetValueOrDefault("clinseek.step")} {span.Tags.GetValueOrDefault(GenAi.ToolCallId)}").Where(static name => !name.StartsWith("chat", StringComparison.Ordinal))];
        work.Distinct().Count().ShouldBe(work.Length, string.Join('\n', work));
        work.ShouldContain("invoke_agent language-model 1 ");
        work.ShouldContain("invoke_agent language-model 3 ");
    }

    [Fact]
    public async Task Ask_ReceiverThatIsAway_CostsTheCaseNothing()
    {
        Dictionary<string, string> environment = new() { ["Telemetry__OtlpEndpoint"] = $"http://127.0.0.1:{ScriptedModel.FreePort()}" };

        ProgramResult asked = await Asked.RunAsync(_folder.Path, environment, "ask", "--patient", "demo-01-arden", Asked.Dyspnoea);

        asked.ExitCode.ShouldBe(0, asked.Error);
        asked.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Telemetry__OtlpEndpoint", "nowhere", "OtlpEndpoint")]
    [InlineData("Telemetry__Protocol", "smoke", "http/protobuf")]
    public async Task Start_WrongSetting_IsAClearError(string name, string value, string named)
    {
        ProgramResult result = await Asked.RunAsync(_folder.Path, new Dictionary<string, string> { [name] = value }, "ask", "--patient", "demo-01-arden", Asked.Dyspnoea);

        result.ShouldBeClearError(2).ShouldContain(named);
    }

    private static Dictionary<string, string> Environment(OtlpReceiver receiver) => new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address.ToString() };
}

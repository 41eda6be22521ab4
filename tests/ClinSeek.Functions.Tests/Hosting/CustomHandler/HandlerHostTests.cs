using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ClinSeek.Durable.Protocol;
using ClinSeek.Functions.Tests.Cli;
using Google.Protobuf.WellKnownTypes;

namespace ClinSeek.Functions.Tests.Hosting.CustomHandler;

/// <summary>The process as the Functions host meets it, each time cold.</summary>
public sealed class HandlerHostTests
{
    [Fact]
    public async Task Turn_AsTheFirstRequest_IsTaken()
    {
        using HandlerProcess handler = await HandlerProcess.StartAsync();

        OrchestratorResponse response = await handler.TurnAsync("CaseOrchestrator", new OrchestratorRequest
        {
            InstanceId = "c-1",
            NewEvents =
            {
                Event(new HistoryEvent { OrchestratorStarted = new() }),
                Event(new HistoryEvent
                {
                    ExecutionStarted = new()
                    {
                        Name = "CaseOrchestrator",
                        Input = """{"caseId":"c-1","formatVersion":1}""",
                        OrchestrationInstance = new() { InstanceId = "c-1", ExecutionId = "e" },
                    },
                }),
            },
        });

        response.InstanceId.ShouldBe("c-1");
        response.RequiresHistory.ShouldBeFalse();
        response.Actions.ShouldHaveSingleItem().ScheduleTask.Name.ShouldBe("OpenCase");
    }

    [Fact]
    public async Task Activity_AsTheFirstRequest_FailsByValueForACaseThatIsNotThere()
    {
        using HandlerProcess handler = await HandlerProcess.StartAsync();

        JsonElement answer = await handler.InvokeAsync("OpenCase", ("inputTrigger", HandlerProcess.Twice("""{"caseId":"c-none","epoch":0,"resumeAfter":0}""")));

        using JsonDocument outcome = JsonDocument.Parse(answer.GetProperty("ReturnValue").GetString()!);
        outcome.RootElement.GetProperty("$durable").GetInt32().ShouldBe(1);
        outcome.RootElement.GetProperty("failed").GetProperty("type").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Proxied_AsTheFirstRequest_IsServed()
    {
        using HandlerProcess handler = await HandlerProcess.StartAsync();

        using HttpResponseMessage cases = await handler.Http.GetAsync(new Uri("api/cases", UriKind.Relative), TestContext.Current.CancellationToken);
        using HttpResponseMessage health = await handler.Http.GetAsync(new Uri("api/health", UriKind.Relative), TestContext.Current.CancellationToken);

        (await cases.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("[]");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Terminated_BySignal_DoesNotEndWithZero()
    {
        using HandlerProcess handler = await HandlerProcess.StartAsync();

        using Process kill = Process.Start("kill", ["-TERM", handler.Process.Id.ToString(CultureInfo.InvariantCulture)]);
        await handler.Process.WaitForExitAsync(TestContext.Current.CancellationToken);

        handler.Process.ExitCode.ShouldNotBeOneOf(0, 200);
    }

    [Theory]
    [InlineData("ClinSeek__Port", "many")]
    [InlineData("Model__Endpoint", "nowhere")]
    [InlineData("Notifications__Sources__x__Secret", "short")]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT", "seven")]
    public async Task Start_WrongSetting_EndsBeforeTheHostCanSendAnything(string name, string value)
    {
        using HandlerProcess handler = await HandlerProcess.StartAsync((name, value));

        ProgramResult result = await Cli.Program.EndAsync(handler.Process);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldStartWith("clinseek: ");
        result.Error.TrimEnd().ShouldNotContain("\n");
    }

    [Fact]
    public async Task Start_PortIsTaken_EndsWithAFault()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        using HandlerProcess handler = await HandlerProcess.StartAsync(("FUNCTIONS_CUSTOMHANDLER_PORT", port));
        ProgramResult result = await Cli.Program.EndAsync(handler.Process);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldStartWith("clinseek: ");
    }

    [Fact]
    public async Task Command_UnderTheHostsVariables_IsStillACommand()
    {
        using Process process = Cli.Program.Start(
            AppContext.BaseDirectory, new Dictionary<string, string> { ["FUNCTIONS_CUSTOMHANDLER_PORT"] = "1" }, "--version");

        (await Cli.Program.EndAsync(process)).ExitCode.ShouldBe(0);
    }

    private static HistoryEvent Event(HistoryEvent item)
    {
        item.EventId = -1;
        item.Timestamp = Timestamp.FromDateTime(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        return item;
    }
}

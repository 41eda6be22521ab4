namespace ClinSeek.Durable.Tests.Testing;

/// <summary>Orchestrators that use every verb of the context.</summary>
internal static class Scenarios
{
    private static readonly TaskName AddOne = "AddOne";

    public static void Register(DurableTaskRegistry registry)
    {
        registry.AddActivityFunc<int, int>(AddOne, (_, n) => Task.FromResult(n + 1));
        registry.AddActivityFunc<int, int>("Fails", (_, n) => Task.FromResult(n < 3 ? throw new InvalidOperationException("broken") : n));
        Tasks(registry);
        Children(registry);
        Generations(registry);
        Messages(registry);
    }

    private static void Tasks(DurableTaskRegistry registry)
    {
        registry.AddOrchestratorFunc<object?, int>("Sequence", async (context, _) =>
        {
            var n = 0;
            for (var i = 0; i < 10; i++)
                n = await context.CallActivityAsync<int>(AddOne, n);
            return n;
        });
        registry.AddOrchestratorFunc<object?, int>("FanOut", async (context, _) =>
            (await Task.WhenAll(Enumerable.Range(-1, 20).Select(n => context.CallActivityAsync<int>(AddOne, n)))).Sum());
        registry.AddOrchestratorFunc<object?, int>("Fails", (context, _) => context.CallActivityAsync<int>("Fails", 0));
        registry.AddOrchestratorFunc<object?, string>("CatchesFailure", async (context, _) =>
        {
            try
            {
                await context.CallActivityAsync<int>("Fails", 0);
                return "not reached";
            }
            catch (TaskFailedException failed)
            {
                return failed.FailureDetails.ToString();
            }
        });
        registry.AddOrchestratorFunc<object?, int>("Retries", async (context, _) =>
        {
            for (var n = 1; ; n++)
            {
                try
                {
                    return await context.CallActivityAsync<int>("Fails", n, TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMilliseconds(1))));
                }
                catch (TaskFailedException)
                {
                    continue;
                }
            }
        });
        registry.AddOrchestratorFunc<object?, bool>("Timers", async (context, _) =>
        {
            var start = context.CurrentUtcDateTime;
            using var cancellation = new CancellationTokenSource();
            var longOne = context.CreateTimer(TimeSpan.FromHours(1), cancellation.Token);
            var shortOne = context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
            var past = context.CreateTimer(start.AddHours(-1), CancellationToken.None);
            await past;
            var first = await Task.WhenAny(longOne, shortOne);
            cancellation.Cancel();
            return first == shortOne && context.CurrentUtcDateTime >= start.AddMilliseconds(20);
        });
        registry.AddOrchestratorFunc<object?, string>("Timeout", async (context, _) =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("never", TimeSpan.FromMilliseconds(20));
            }
            catch (OperationCanceledException)
            {
                return "timed out";
            }
        });
        registry.AddOrchestratorFunc<object?, int>("Statuses", async (context, _) =>
        {
            context.SetCustomStatus(new { step = 1 });
            await context.WaitForExternalEvent<object?>("next");
            context.SetCustomStatus(null);
            await context.WaitForExternalEvent<object?>("next");
            context.SetCustomStatus("done");
            return 0;
        });
    }

    private static void Children(DurableTaskRegistry registry)
    {
        registry.AddOrchestratorFunc<object?, string>("Kid", (context, _) =>
            Task.FromResult($"kid of {context.Parent!.InstanceId} in {context.Tags.GetValueOrDefault("team")}"));
        registry.AddOrchestratorFunc<object?, string>("Children", async (context, _) =>
        {
            var kid = await context.CallSubOrchestratorAsync<string>("Kid");
            try
            {
                return await context.CallSubOrchestratorAsync<string>("Fails");
            }
            catch (TaskFailedException)
            {
                return kid + ", and a caught one";
            }
        });

        var attempts = 0;
        registry.AddActivityFunc<object?, int>("CountAttempt", (_, _) => Task.FromResult(Interlocked.Increment(ref attempts)));
        registry.AddOrchestratorFunc<object?, string>("ThirdTime", async (context, _) =>
            await context.CallActivityAsync<int>("CountAttempt") < 3 ? throw new InvalidOperationException("not yet") : "third time");
        registry.AddOrchestratorFunc<object?, string>("RetriesChild", (context, _) => context.CallSubOrchestratorAsync<string>("ThirdTime", null,
            new SubOrchestrationOptions(TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMilliseconds(1))), "the-child")));

        registry.AddOrchestratorFunc<object?, string>("WatchesChild", async (context, _) =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>("Echoes", null, new SubOrchestrationOptions(instanceId: context.InstanceId + "-child"));
            }
            catch (TaskFailedException failed)
            {
                return failed.FailureDetails.ErrorType;
            }
        });
        registry.AddOrchestratorFunc<object?, string>("TwoChildrenOneId", async (context, _) =>
        {
            var first = context.CallSubOrchestratorAsync<string>("Echoes", null, new SubOrchestrationOptions(instanceId: "twin"));
            string type;
            try
            {
                type = await context.CallSubOrchestratorAsync<string>("Echoes", null, new SubOrchestrationOptions(instanceId: "twin"));
            }
            catch (TaskFailedException failed)
            {
                type = failed.FailureDetails.ErrorType;
            }
            context.SendEvent("twin", "say", new Said(context.InstanceId, "bye"));
            await first;
            return type;
        });
    }

    private static void Generations(DurableTaskRegistry registry)
    {
        var heard = new List<string>();
        registry.AddActivityFunc<string, int>("Hear", (_, word) =>
        {
            lock (heard)
                heard.Add(word);
            return Task.FromResult(0);
        });
        registry.AddActivityFunc<object?, string>("Heard", (_, _) =>
        {
            lock (heard)
                return Task.FromResult(string.Join(' ', heard));
        });
        registry.AddOrchestratorFunc<int, string>("Generations", async (context, generation) =>
        {
            if (generation == 3)
                return await context.CallActivityAsync<string>("Heard") + $" in {context.Tags.GetValueOrDefault("team")} v{context.Version}";
            context.SetCustomStatus($"generation {generation}");
            await context.CallActivityAsync<int>("Hear", await context.WaitForExternalEvent<string>("word"));
            context.ContinueAsNew(generation + 1);
            return "";
        });
        registry.AddOrchestratorFunc<int?, int>("CountsUp", (context, n) =>
        {
            if (n is null or < 3)
                context.ContinueAsNew((n ?? 0) + 1);
            return Task.FromResult(n ?? 0);
        });
        registry.AddOrchestratorFunc<object?, int>("ParentOfGenerations", (context, _) => context.CallSubOrchestratorAsync<int>("CountsUp"));
    }

    private static void Messages(DurableTaskRegistry registry)
    {
        registry.AddOrchestratorFunc<object?, string>("Echoes", async (context, _) =>
        {
            var said = await context.WaitForExternalEvent<Said>("say");
            context.SendEvent(said.From, "echo", "heard " + said.Text);
            return said.Text;
        });
        registry.AddOrchestratorFunc<object?, string>("Asks", async (context, _) =>
        {
            var answer = context.WaitForExternalEvent<string>("echo");
            context.SendEvent("echo", "say", new Said(context.InstanceId, "hello"));
            return await answer;
        });
        registry.AddOrchestratorFunc<int, int[]>("Collects", async (context, count) =>
        {
            var numbers = new int[count];
            for (var i = 0; i < count; i++)
                numbers[i] = await context.WaitForExternalEvent<int>("number");
            return numbers;
        });
        registry.AddOrchestratorFunc<object?, int>("SendsToNobody", async (context, _) =>
        {
            context.SendEvent("nobody", "say", "lost");
            return await context.CallActivityAsync<int>(AddOne, 0);
        });
        registry.AddOrchestratorFunc<object?, int>("SignalsEntity", async (context, _) =>
        {
            await context.Entities.SignalEntityAsync(new EntityInstanceId("counter", "k"), "add", 1);
            return await context.CallActivityAsync<int>(AddOne, 0);
        });
        registry.AddOrchestratorFunc<object?, string>("CallsEntity", async (context, _) =>
        {
            try
            {
                return await context.Entities.CallEntityAsync<string>(new EntityInstanceId("counter", "k"), "get");
            }
            catch (EntityOperationFailedException failed)
            {
                return failed.FailureDetails.ErrorType;
            }
        });
    }

    private sealed record Said(string From, string Text);
}

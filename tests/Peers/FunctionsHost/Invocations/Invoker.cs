using System.Diagnostics;
using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Processes;

namespace ClinSeek.Peers.FunctionsHost.Invocations;

/// <summary>Posts envelopes to the handler and reads its answers.</summary>
internal sealed class Invoker : IDisposable
{
    public const string HostVersion = "4.1037.0.0";

    private readonly HandlerSupervisor _handler;
    private readonly HostScript _script;
    private readonly HostLog _log;
    private readonly HttpClient _http;

    public Invoker(AppFolder app, HandlerSupervisor handler, TestHostOptions options, HostLog log)
    {
        (_handler, _script, _log) = (handler, options.Script, log);
        FunctionTimeout = options.FunctionTimeout ?? app.Settings.FunctionTimeout;
        // Redirects are followed here; only forwarding and proxying leave them to the caller.
        _http = new HttpClient
        {
            BaseAddress = handler.Address,
            Timeout = FunctionTimeout == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : FunctionTimeout + TimeSpan.FromMinutes(1),
        };
    }

    public TimeSpan FunctionTimeout { get; }

    /// <summary>Calls a function with an envelope.</summary>
    /// <param name="function">The function.</param>
    /// <param name="data">The trigger's value and those of the other inputs, by binding name.</param>
    /// <param name="binding">Binding data for Metadata.</param>
    /// <param name="instanceId">The orchestration behind the call, for scripts.</param>
    /// <param name="cancellationToken">Stops waiting; nothing tells the handler but the end of its connection.</param>
    /// <exception cref="FunctionFailedException">It failed, in one of the ways a custom handler can.</exception>
    /// <exception cref="FunctionTimeoutException">It took too long. The handler is replaced.</exception>
    public async Task<InvocationResult> InvokeAsync(
        FunctionDefinition function, IReadOnlyDictionary<string, object?> data, IReadOnlyDictionary<string, object?> binding, string? instanceId, CancellationToken cancellationToken)
    {
        var invocation = new Invocation(Guid.NewGuid(), function.Name, function.Trigger.Type, instanceId);
        await (_script.Before?.Invoke(invocation) ?? Task.CompletedTask);
        await _handler.WaitReadyAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(FunctionTimeout);
        try
        {
            HandlerAnswer answer = await PostAsync(invocation, data, Metadata(function, binding), limit.Token);
            answer = _script.Answered?.Invoke(invocation, answer) ?? answer;
            if (AnswerReader.Read(function, answer) is { } result)
            {
                foreach (string line in result.Logs)
                {
                    _log.Information($"{function.Name}: {line}");
                }

                return result;
            }

            _log.Warning($"{function.Name} ({invocation.Id}) answered nothing: the invocation hangs until its time-out");
            await Task.Delay(Timeout.Infinite, limit.Token);
            throw new UnreachableException();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _log.Error($"{function.Name} ({invocation.Id}) exceeded the time-out: the handler is replaced");
            _handler.Replace();
            throw new FunctionTimeoutException(function.Name, FunctionTimeout);
        }
        catch (HttpRequestException broken)
        {
            throw new FunctionFailedException(function.Name, typeof(HttpRequestException).FullName!, broken.Message);
        }
        catch (FunctionFailedException failed)
        {
            _log.Error($"{function.Name} ({invocation.Id}) failed: {failed.InnerType}");
            throw;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HandlerAnswer> PostAsync(
        Invocation invocation, IReadOnlyDictionary<string, object?> data, IReadOnlyDictionary<string, object?> metadata, CancellationToken cancellationToken)
    {
        using var activity = new Activity("invoke");
        activity.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, invocation.Function) { Content = new EnvelopeContent(data, metadata, _script.EncodeOnce) };
        request.Headers.Add("X-Azure-Functions-InvocationId", invocation.Id.ToString());
        request.Headers.Add("X-Azure-Functions-HostVersion", HostVersion);
        request.Headers.UserAgent.ParseAdd($"Azure-Functions-Host/{HostVersion}");
        request.Headers.TransferEncodingChunked = true;
        Task<HttpResponseMessage> call = _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        Task during = _script.During?.Invoke(invocation) ?? Task.CompletedTask;
        using HttpResponseMessage response = await call;
        await during;
        return new HandlerAnswer(
            response.StatusCode, response.ReasonPhrase, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>All binding data but nulls and names that end with «trigger», and what every function gets.</summary>
    private static Dictionary<string, object?> Metadata(FunctionDefinition function, IReadOnlyDictionary<string, object?> binding)
    {
        var metadata = new Dictionary<string, object?>
        {
            ["sys"] = new { MethodName = function.Name, DateTime.UtcNow, RandGuid = Guid.NewGuid() },
        };
        foreach ((string name, object? value) in binding)
        {
            if (value is not null && !name.EndsWith("trigger", StringComparison.OrdinalIgnoreCase))
            {
                metadata[name] = value;
            }
        }

        return metadata;
    }
}

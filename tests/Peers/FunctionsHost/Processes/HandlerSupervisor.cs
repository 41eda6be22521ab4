using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ClinSeek.Peers.FunctionsHost.Apps;

namespace ClinSeek.Peers.FunctionsHost.Processes;

/// <summary>
/// Keeps exactly one handler process by the host's rules: ready at the first HTTP answer to <c>GET /</c>; exit 0 is left alone,
/// exit 200 is an intentional restart, any other exit an error, and the third error in the window stops the host.
/// </summary>
public sealed class HandlerSupervisor : IAsyncDisposable
{
    private const int IntentionalRestart = 200;

    private static readonly TimeSpan ExitNotice = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);

    private readonly AppFolder _app;
    private readonly TestHostOptions _options;
    private readonly HostLog _log;
    private readonly ErrorBucket _errors;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _firstReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _ping;
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile HandlerProcess? _process;
    private volatile HandlerProcess? _mourned;
    private Task _supervision = Task.CompletedTask;
    private volatile bool _replacing;
    private int _starts;

    internal HandlerSupervisor(AppFolder app, TestHostOptions options, HostLog log)
    {
        (_app, _options, _log) = (app, options, log);
        _errors = new ErrorBucket(options.Clock);
        InitializationTimeout = options.InitializationTimeout ?? app.Settings.InitializationTimeout;
        Address = options.HandlerAddress ?? new Uri($"http://127.0.0.1:{UnusedPort()}/");
        _ping = new HttpClient { BaseAddress = Address, Timeout = InitializationTimeout };
    }

    /// <summary>Where the handler listens; the same for every process of this host.</summary>
    public Uri Address { get; }

    /// <summary>How many processes were started so far.</summary>
    public int Starts => _starts;

    /// <summary>The process that runs now, or null.</summary>
    public int? ProcessId => _process is { HasExited: false } process ? process.Id : null;

    /// <summary>Ends when the host has to stop because of its handler.</summary>
    public Task Stopped => _stopped.Task;

    private TimeSpan InitializationTimeout { get; }

    /// <summary>Ends the process as a crash or the kernel's memory killer would: nobody is told before.</summary>
    public void Kill() => _process?.Kill();

    /// <summary>Waits until this host has a process other than the given one, and it answers.</summary>
    public async Task WaitForProcessAfterAsync(int starts, CancellationToken cancellationToken)
    {
        while (_starts <= starts || !_ready.Task.IsCompleted)
        {
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    /// <summary>Starts the first process and waits until it answers.</summary>
    /// <exception cref="HandlerStoppedException">It never did.</exception>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        _supervision = _options.HandlerAddress is null ? Task.Run(SuperviseAsync, CancellationToken.None) : AttachAsync();
        await _firstReady.Task.WaitAsync(cancellationToken);
    }

    /// <summary>What an invocation does first: it waits while there is no handler that answers.</summary>
    /// <exception cref="HandlerStoppedException">There will be none.</exception>
    internal async Task WaitReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Only calls that are open at the moment of death break: whoever comes later sees the state of the process.
            while (_process is { HasExited: true } ended && ended != _mourned && !_supervision.IsCompleted)
            {
                await Task.Delay(ExitNotice, cancellationToken);
            }

            await _ready.Task.WaitAsync(4 * InitializationTimeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            Stop("No handler was ready in time.");
            throw new HandlerStoppedException("No handler was ready in time.");
        }
    }

    /// <summary>Kills the process and starts another one, which is not counted as an error: what the host does after a function's time-out.</summary>
    internal void Replace()
    {
        _replacing = true;
        NotReady();
        Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Kill();
        try
        {
            await _supervision.WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (OperationCanceledException)
        {
            // The supervision was waiting for something that no longer matters.
        }

        _ready.TrySetException(new HandlerStoppedException("The host has stopped."));
        _process?.Dispose();
        _ping.Dispose();
        _stopping.Dispose();
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Makes invocations wait for the next process; those that wait already go on waiting for the same.</summary>
    private void NotReady()
    {
        TaskCompletionSource now = _ready;
        if (now.Task.IsCompleted)
        {
            Interlocked.CompareExchange(ref _ready, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), now);
        }
    }

    private async Task AttachAsync()
    {
        await PollAsync(CancellationToken.None);
        _starts = 1;
        _ready.TrySetResult();
        _firstReady.TrySetResult();
    }

    private async Task SuperviseAsync()
    {
        try
        {
            while (await RunOnceAsync())
            {
                // The next one; what it means that this one ended has been seen to.
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Stop(failure.Message);
        }
    }

    /// <summary>One process from start to end. True when another one follows.</summary>
    private async Task<bool> RunOnceAsync()
    {
        HandlerProcess process = HandlerProcess.Start(HandlerCommand.Create(_app, Environment()), _log);
        _process = process;
        int start = Interlocked.Increment(ref _starts);
        if (_stopping.IsCancellationRequested)
        {
            process.Kill();
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        Task<int> exit = process.ExitAsync(_stopping.Token);
        Task<bool> poll = PollAsync(ended.Token);
        if (await Task.WhenAny(exit, poll) == poll && await poll)
        {
            _log.Information($"handler process {start} is ready");
            _ready.TrySetResult();
            _firstReady.TrySetResult();
        }
        else if (poll.IsCompletedSuccessfully && !_stopping.IsCancellationRequested)
        {
            process.Kill();
            Stop($"The handler gave no answer within {InitializationTimeout}.");
            return false;
        }

        int code = await exit;
        await ended.CancelAsync();
        bool goesOn = GoesOn(code);
        if (goesOn)
        {
            NotReady();
        }

        _mourned = process;
        return goesOn;
    }

    private bool GoesOn(int code)
    {
        if (_stopping.IsCancellationRequested)
        {
            return false;
        }

        if (_replacing)
        {
            _replacing = false;
            _log.Warning("handler is replaced");
            return true;
        }

        _log.Warning(string.Create(CultureInfo.InvariantCulture, $"handler exited with code {code}"));
        if (code == 0)
        {
            // Nothing is restarted, and every later invocation meets a refused connection.
            _ready.TrySetResult();
            _firstReady.TrySetResult();
            return false;
        }

        if (code == IntentionalRestart || !_errors.AddIsFull())
        {
            return true;
        }

        Stop($"The handler ended with an error {ErrorBucket.Limit} times within {ErrorBucket.Window.TotalMinutes:0} minutes.");
        return false;
    }

    /// <summary>Any HTTP answer is ready; a socket error is «not yet»; whatever else goes wrong counts as ready. False when the time is up.</summary>
    private async Task<bool> PollAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(InitializationTimeout);
        try
        {
            while (true)
            {
                try
                {
                    using HttpResponseMessage answer = await _ping.GetAsync("", HttpCompletionOption.ResponseHeadersRead, limit.Token);
                    return true;
                }
                catch (HttpRequestException failure) when (failure.InnerException is SocketException)
                {
                    await Task.Delay(PollInterval, limit.Token);
                }
                catch (HttpRequestException)
                {
                    return true;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Stop(string reason)
    {
        _log.Error(reason + " The host stops.");
        _ready.TrySetException(new HandlerStoppedException(reason));
        _firstReady.TrySetException(new HandlerStoppedException(reason));
        _stopped.TrySetResult();
    }

    private Dictionary<string, string> Environment()
    {
        string id = Guid.NewGuid().ToString();
        Dictionary<string, string> environment = _app.Values.ForHandler();
        environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = environment["FUNCTIONS_HTTPWORKER_PORT"] = Address.Port.ToString(CultureInfo.InvariantCulture);
        environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = environment["FUNCTIONS_HTTPWORKER_ID"] = id;
        environment["FUNCTIONS_APP_ROOT_PATH"] = _app.Root;
        return environment;
    }
}

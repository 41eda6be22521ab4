using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Invocations;

namespace ClinSeek.Peers.FunctionsHost.Hub;

/// <summary>What a durable engine gets from the host around it.</summary>
/// <param name="App">The app folder.</param>
/// <param name="Keys">The host's keys.</param>
/// <param name="Invoker">Calls functions of the handler.</param>
/// <param name="Options">How the host runs.</param>
/// <param name="Log">The host's log.</param>
/// <param name="Address">The front end, once it listens.</param>
internal sealed record DurableEngineContext(AppFolder App, AppKeys Keys, Invoker Invoker, TestHostOptions Options, HostLog Log, Func<Uri> Address);

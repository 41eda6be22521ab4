namespace ClinSeek.Durable.Tests.Engine;

public sealed class UncachedEngineRunTests() : EngineRunTests(cachedSessions: 0);

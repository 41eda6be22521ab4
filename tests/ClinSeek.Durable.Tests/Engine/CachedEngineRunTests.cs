namespace ClinSeek.Durable.Tests.Engine;

/// <summary>With live orchestrators, of which two only stay: most tests meet eviction too.</summary>
public sealed class CachedEngineRunTests() : EngineRunTests(cachedSessions: 2);

namespace ClinSeek.Durable.Tests.Orchestration.Vectors;

/// <summary>
/// A turn that the executor answers otherwise than the reference on purpose. The answer must differ and must be exactly
/// the stated one, so a named difference cannot hide anything else.
/// </summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Turn">The turn, from 0.</param>
/// <param name="Reason">Why.</param>
/// <param name="Answer">Our actions, one a line, as <see cref="AnswerText"/> writes them.</param>
/// <param name="Mode">The mode it holds for; null for all.</param>
/// <param name="EndsHistory">True where the recorded history is no longer ours after this turn.</param>
internal sealed record NamedDifference(string Scenario, int Turn, string Reason, string Answer, ReplayMode? Mode = null, bool EndsHistory = false);

using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Ehr.Time;

/// <summary>When a resource happened and when it could be known; null where unknown.</summary>
/// <param name="Event">Begin of the event.</param>
/// <param name="Available">The first instant at which it was surely known.</param>
/// <param name="Assumed">Whether availability rests on a weaker time than the policy wants.</param>
internal readonly record struct ResourceTimes(EventTime? Event, AvailableAt? Available, bool Assumed);

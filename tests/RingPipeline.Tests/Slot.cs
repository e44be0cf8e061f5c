using System.Runtime.InteropServices;

namespace Gateway.RingPipeline.Tests;

/// <summary>A message that says who sent it and which of the sender's messages it is; torn or stale content breaks the check word.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
struct Slot
{
    public long Producer;
    public long Number;
    public long Check;

    public void Fill(long producer, long number) => (Producer, Number, Check) = (producer, number, producer ^ ~number);

    public readonly bool IsWhole => Check == (Producer ^ ~Number);
}

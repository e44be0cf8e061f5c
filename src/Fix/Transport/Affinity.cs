namespace Gateway.Fix.Transport;

/// <summary>Moves the calling thread between processors without binding it.</summary>
sealed unsafe class Affinity
{
    const int Words = 16;
    const int Bytes = Words * sizeof(ulong);

    readonly ulong[] _allowed = new ulong[Words];
    readonly ulong[] _one = new ulong[Words];

    /// <summary>Moves the thread to a processor; false where it is bound to others. Which it may run on stays as it was.</summary>
    public bool MoveTo(int processor)
    {
        if ((uint)processor >= Words * 64)
            return false;
        fixed (ulong* allowed = _allowed, one = _one)
        {
            // Asked for each time: an operator may have changed it meanwhile.
            if (Libc.GetAffinity(0, Bytes, allowed) < 0 || (allowed[processor / 64] >> processor % 64 & 1) == 0)
                return false;
            one[processor / 64] = 1UL << processor % 64;
            bool moved = Libc.SetAffinity(0, Bytes, one) == 0;
            one[processor / 64] = 0;
            return moved && Libc.SetAffinity(0, Bytes, allowed) == 0;
        }
    }
}

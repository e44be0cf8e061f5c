using System.Runtime.CompilerServices;

// Part of every project of the product: methods do not clear their locals first. A kilobyte of them was cleared for each order; C# lets nobody read a local
// before it is set, but for stackalloc, whose users write before they read or clear it.
[module: SkipLocalsInit]
